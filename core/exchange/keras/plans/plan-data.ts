import { imageAndLabel, isHeld } from '../../../data/fields/catalogue.ts'
import type { Json } from '../../../json.ts'
import { data } from '../../../layers/data/data.ts'
import type { DatasetFacts } from '../../../layers/define-layer.ts'
import { defaultsOf } from '../../../parameters.ts'
import type { KerasNode } from '../keras-graph.ts'
import { acceptedValues, type Followers, type LayerPlan, misfitOf } from './layer-plan.ts'
import { shapeBehind } from './row-shapes.ts'

const preprocessing = new Set(['Resizing', 'CenterCrop', 'ZeroPadding2D', 'Rescaling'])

export interface DataPlan {
  readonly plan: LayerPlan
  /** The preprocessing layers that became part of the data node. */
  readonly folded: readonly KerasNode[]
}

/**
 * The data node for a model's input, with as much of the preprocessing behind it as a data node can do. What it does is
 * found by trying: the data layer's own Keras form must be what the file holds. Undefined for an input of no image.
 */
export function planData(input: KerasNode, followers: Followers, classes: readonly string[]): DataPlan | undefined {
  const chain = chainBehind(input, followers)
  for (let length = chain.length; length >= 0; length -= 1) {
    const nodes = [input, ...chain.slice(0, length)]
    const plan = planOf(nodes, classes)
    if (plan !== undefined) return { plan, folded: nodes.slice(1) }
  }
  return undefined
}

/** Preprocessing layers that nothing else uses the inputs of. */
function chainBehind(input: KerasNode, followers: Followers): readonly KerasNode[] {
  const chain: KerasNode[] = []
  for (let last = input; ;) {
    const [next, ...others] = followers.get(last.name) ?? []
    if (next === undefined || others.length > 0 || !preprocessing.has(next.className)) return chain
    chain.push(next)
    last = next
  }
}

function planOf(nodes: readonly KerasNode[], classes: readonly string[]): LayerPlan | undefined {
  const [input] = nodes
  const shapes: (readonly number[] | undefined)[] = []
  for (const node of nodes) shapes.push(shapeBehind(node, shapes.at(-1)))
  const [given, seen] = [shapes[0], shapes.at(-1)]
  if (input === undefined || given?.length !== 3 || seen === undefined) return undefined
  const [height = 0, width = 0, channels = 0] = given
  const facts: DatasetFacts = { fields: imageAndLabel({ height, width, channels, classes }) }
  if (!facts.fields.every(isHeld)) return undefined
  // Names of classes are kept with a dataset: a bare size has none.
  const isBare = height === seen[0] && width === seen[1] && classes.length === 0
  for (const choice of choices) {
    const wanted = { dataset: isBare ? '' : input.name, size: seen.slice(0, 2), channels, ...choice }
    const accepted = acceptedValues(data, wanted)
    if (!('values' in accepted)) return undefined
    const row = data.keras?.write({ ...defaults, ...wanted, size: [seen[0] ?? 0, seen[1] ?? 0] }, {}, () => facts)
    if (row === undefined || misfitOf(nodes, row) !== undefined) continue
    return {
      name: input.name,
      type: data.type,
      parameters: accepted.values satisfies Readonly<Record<string, Json>>,
      ...(isBare ? {} : { dataset: { id: input.name, facts } }),
      inputs: [],
      takesList: false,
      standsFor: nodes.at(-1)?.name ?? input.name,
      weights: [],
      weightNames: []
    }
  }
  return undefined
}

const defaults = defaultsOf(data.parameters)

const choices = (['pad', 'stretch', 'crop'] as const).flatMap(fit =>
  (['unit', 'centered', 'raw'] as const).flatMap(scale => [false, true].map(antialias => ({ fit, scale, antialias })))
)
