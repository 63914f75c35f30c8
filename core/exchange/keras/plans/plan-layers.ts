import { paddingFromKeras } from '../../../layers/windows/windows.ts'
import { defaultsOf } from '../../../parameters.ts'
import type { Problem } from '../../../problem.ts'
import type { KerasGraph, KerasNode } from '../keras-graph.ts'
import { readerOf } from './keras-classes.ts'
import { acceptedValues, type Followers, type LayerPlan, misfitOf } from './layer-plan.ts'
import { withDefaults } from './options.ts'
import { planData } from './plan-data.ts'
import { kerasClass, kerasOption } from '../problems.ts'

export interface Plans {
  readonly plans: readonly LayerPlan[]
  readonly problems: readonly Problem[]
}

/** Keras layers turned into layers of the catalogue, in the same order, and problems where none does the same. */
export function planLayers(graph: KerasGraph, file: string, classes: readonly string[]): Plans {
  const positionOf = ({ name }: KerasNode): { readonly path: string } => ({ path: `${file}: ${name}` })
  const nodes = graph.nodes.flatMap(node => withDefaults(node) ?? []).map(fromLastAxis)
  if (nodes.length < graph.nodes.length) {
    const unknown = graph.nodes.filter(node => withDefaults(node) === undefined)
    return { plans: [], problems: unknown.map(node => kerasClass(positionOf(node), node.className)) }
  }
  const followers = followersOf(nodes)
  const outputs = new Set(graph.outputs)
  const plans: LayerPlan[] = []
  const problems: Problem[] = []
  /** Part of another plan: preprocessing, padding before a window, the last activation. */
  const folded = new Map<string, KerasNode>()
  for (const node of nodes) {
    if (isPadding(node, followers) && !outputs.has(node.name)) folded.set(node.name, node)
    if (isLastActivation(node, followers) && outputs.has(node.name)) folded.set(node.name, node)
  }
  for (const node of nodes.filter(({ className }) => className === 'InputLayer')) {
    const data = planData(node, followers, classes)
    const shape = { className: node.className, option: 'batch_shape', value: node.config['batch_shape'] }
    if (data === undefined) problems.push(kerasOption(positionOf(node), shape))
    else plans.push(data.plan)
    for (const each of data?.folded ?? []) folded.set(each.name, each)
  }
  for (const node of nodes) {
    if (node.className === 'InputLayer' || folded.has(node.name)) continue
    const planned = planLayer(node, paddingBefore(node, folded, plans))
    if ('plan' in planned) plans.push(planned.plan)
    else problems.push(planned.problemAt(positionOf(node)))
  }
  const ends = nodes.filter(({ name }) => outputs.has(name))
  return { plans: [...plans, ...ends.map(node => planOutput(node, followers))], problems }
}

/** An axis that is the last of the layer's output, counted from the end: 3 and −1 are the channels of an image. */
function fromLastAxis(node: KerasNode): KerasNode {
  const { config, shape } = node
  const last = shape?.length
  const axis = config['axis']
  if (last === undefined || [axis].flat()[0] !== last || [axis].flat().length > 1) return node
  return { ...node, config: { ...config, axis: Array.isArray(axis) ? [-1] : -1 } }
}

function followersOf(nodes: readonly KerasNode[]): Followers {
  const followers = new Map<string, KerasNode[]>()
  for (const node of nodes) {
    for (const input of node.inputs) followers.set(input, [...(followers.get(input) ?? []), node])
  }
  return followers
}

/** Zeros that belong to the windows behind them: as many above as below, and left as right. */
function isPadding({ className, name, config }: KerasNode, followers: Followers): boolean {
  const behind = followers.get(name) ?? []
  const isForWindow = (node: KerasNode): boolean =>
    readerOf(node)?.reading.takesPadding === true && node.config['padding'] === 'valid'
  const sides: readonly unknown[] = Array.isArray(config['padding']) ? config['padding'] : []
  const isEven = sides.every(side => Array.isArray(side) && side[0] === side[1])
  return className === 'ZeroPadding2D' && isEven && behind.length > 0 && behind.every(isForWindow)
}

/** The zeros before a window, unless they are the data node's. */
function paddingBefore(
  { inputs }: KerasNode,
  folded: ReadonlyMap<string, KerasNode>,
  plans: readonly LayerPlan[]
): KerasNode | undefined {
  const before = folded.get(inputs[0] ?? '')
  return before?.className === 'ZeroPadding2D' && plans.every(plan => plan.standsFor !== before.name)
    ? before
    : undefined
}

type Planned = { readonly plan: LayerPlan } | { problemAt(position: { readonly path: string }): Problem }

function planLayer(node: KerasNode, padding: KerasNode | undefined): Planned {
  const { className, config } = node
  const reader = readerOf(node)
  if (reader === undefined) return { problemAt: position => kerasClass(position, className) }
  const { layer, reading } = reader
  const wanted = { ...reading.parameters?.(config), ...(padding && paddingFromKeras(padding.config)) }
  const accepted = acceptedValues(layer, wanted)
  if ('parameter' in accepted) {
    const { parameter } = accepted
    return { problemAt: position => kerasOption(position, { className, option: parameter, value: wanted[parameter] }) }
  }
  const row = layer.keras?.write({ ...defaultsOf(layer.parameters), ...accepted.values }, {}, () => undefined) ?? []
  const misfit = misfitOf(padding === undefined ? [node] : [padding, node], row)
  if (misfit !== undefined) return { problemAt: position => kerasOption(position, misfit) }
  return {
    plan: {
      name: node.name,
      type: layer.type,
      parameters: accepted.values,
      inputs: padding?.inputs ?? node.inputs,
      takesList: node.takesList,
      standsFor: node.name,
      weights: node.weights,
      weightNames: row.at(-1)?.weights
    }
  }
}

const activations: ReadonlyMap<string, string> = new Map([
  ['Softmax', 'softmax'],
  ['Activation', 'sigmoid']
])

/** Softmax or sigmoid at the very end: how the values are read, rather than a layer. */
function isLastActivation({ name, className, config }: KerasNode, followers: Followers): boolean {
  if (followers.has(name)) return false
  return className === 'Softmax'
    ? config['axis'] === -1
    : className === 'Activation' && config['activation'] === 'sigmoid'
}

function planOutput(node: KerasNode, followers: Followers): LayerPlan {
  const reads = isLastActivation(node, followers) ? activations.get(node.className) : undefined
  return {
    name: reads === undefined ? 'output' : node.name,
    type: 'output',
    parameters: { reads: reads ?? 'asIs' },
    inputs: reads === undefined ? [node.name] : node.inputs,
    takesList: false,
    standsFor: '',
    weights: [],
    weightNames: []
  }
}
