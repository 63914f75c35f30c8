import type { Drawing } from '../../graph/drawing.ts'
import type { Problem } from '../../problem.ts'
import { numberText } from '../../number-text.ts'
import type { Pair } from '../../parameters.ts'
import { denseTooLarge, missingActivation, uselessBias, windowOutgrown } from './advice-problems.ts'
import type { NetworkLayer, Source } from '../network.ts'
import { paddingBefore } from '../receptive-field.ts'
import { unusedParameters } from './unused-parameters.ts'

/** The expanded network as the rules below walk it. */
interface Walk {
  readonly byKey: ReadonlyMap<string, NetworkLayer>
  readonly consumers: ReadonlyMap<string, readonly NetworkLayer[]>
  /** The number of parameters of the whole network. */
  readonly parameters: number
}

/** What fits together and runs, and yet does less than the person will expect. One pass over the layers. */
export function adviceOn(
  drawing: Pick<Drawing, 'nodes' | 'edges' | 'blocks'>,
  layers: readonly NetworkLayer[],
  parameters: number
): readonly Problem[] {
  const walk: Walk = {
    byKey: new Map(layers.map(layer => [layer.key, layer])),
    consumers: consumersOf(layers),
    parameters
  }
  const found = layers.flatMap(layer =>
    layer.facts === undefined
      ? []
      : [activationOf(layer, walk), biasOf(layer, walk), windowOf(layer, walk), sizeOf(layer, walk)]
  )
  // A block's definition is told about once, with the numbers of the first instance.
  const told = new Map<string, Problem[]>()
  for (const problem of found) {
    if (problem === undefined) continue
    const key = `${problem.code} ${problem.where.node ?? ''}`
    told.set(key, [...(told.get(key) ?? []), problem])
  }
  const advice = [...told.values()].flatMap(([first, ...others]) => {
    const alsoAt = others.map(({ where }) => where.path)
    return first === undefined ? [] : [alsoAt.length === 0 ? first : { ...first, alsoAt }]
  })
  return [...advice, ...unusedParameters(drawing, layers)]
}

function consumersOf(layers: readonly NetworkLayer[]): ReadonlyMap<string, readonly NetworkLayer[]> {
  const consumers = new Map<string, NetworkLayer[]>()
  for (const layer of layers) {
    for (const sources of Object.values(layer.inputs)) {
      for (const { key } of sources) {
        const known = consumers.get(key)
        if (known === undefined) consumers.set(key, [layer])
        else known.push(layer)
      }
    }
  }
  return consumers
}

const nothing: readonly NetworkLayer[] = []

function positionOf({ path, node }: NetworkLayer): { readonly path: string; readonly node: string } {
  return { path, node: node.id }
}

/** A learned weighted sum of its inputs. */
function isWeighted({ layer }: NetworkLayer): boolean {
  return (layer.family === 'convolution' || layer.family === 'dense') && Object.hasOwn(layer.parameters, 'activation')
}

function isLinear(layer: NetworkLayer): boolean {
  return isWeighted(layer) && layer.parameters['activation'] === 'linear'
}

function onlySource({ inputs }: NetworkLayer): Source | undefined {
  return Object.keys(inputs).length === 1 ? inputs['input']?.[0] : undefined
}

/** The shape of a layer's one input. */
function imageInto(layer: NetworkLayer, byKey: Walk['byKey']): readonly number[] | undefined {
  const source = onlySource(layer)
  return source && byKey.get(source.key)?.facts?.outputs[source.port]
}

/** What feeds a layer, seen through what only lays values out anew. */
function sourceOf(layer: NetworkLayer, { byKey }: Walk): NetworkLayer | undefined {
  let source = byKey.get(onlySource(layer)?.key ?? '')
  while (source?.layer.keepsLinear === true) source = byKey.get(onlySource(source)?.key ?? '')
  return source
}

function activationOf(layer: NetworkLayer, walk: Walk): Problem | undefined {
  if (!isWeighted(layer)) return undefined
  const before = sourceOf(layer, walk)
  if (before === undefined || !isLinear(before) || isFactor(before, layer)) return undefined
  const isAlone = walk.consumers.get(before.key)?.length === 1
  return missingActivation(
    { ...positionOf(before), parameter: 'activation' },
    { name: before.node.name, next: layer.node.name, before: isAlone ? undefined : layer.node.id }
  )
}

/** One convolution taken apart on purpose: into depth and channels, or into a column and a row. */
function isFactor(first: NetworkLayer, second: NetworkLayer): boolean {
  if (first.layer.isFactor === true) return true
  const [one, other] = [first, second].map(({ parameters }) => parameters['kernelSize'])
  if (!isPair(one) || !isPair(other)) return false
  return (one[0] === 1 && other[1] === 1 && one[1] > 1) || (one[1] === 1 && other[0] === 1 && one[0] > 1)
}

function isPair(value: unknown): value is Pair {
  return Array.isArray(value) && value.length === 2
}

function biasOf(layer: NetworkLayer, { consumers }: Walk): Problem | undefined {
  if (!isLinear(layer) || layer.parameters['useBias'] !== true) return undefined
  const next = consumers.get(layer.key) ?? nothing
  if (next.length === 0 || next.some(each => each.layer.centersChannels !== true)) return undefined
  const count = layer.facts?.weights.find(({ name }) => name === 'bias')?.shape[0] ?? 0
  return uselessBias({ ...positionOf(layer), parameter: 'useBias' }, { count, next: next[0]?.node.name ?? '' })
}

/** A window with taps that never meet the image, because that has become smaller than the window. */
function windowOf(layer: NetworkLayer, { byKey }: Walk): Problem | undefined {
  const { kernelSize, strides = [1, 1], dilationRate = [1, 1], padding, explicitPadding } = layer.parameters
  const [rows, columns] = imageInto(layer, byKey) ?? []
  const [rowsAfter, columnsAfter] = layer.facts?.outputs['output'] ?? []
  if (layer.layer.family !== 'convolution' || !isPair(kernelSize) || !isPair(strides) || !isPair(dilationRate))
    return undefined
  if (rows === undefined || columns === undefined || rowsAfter === undefined || columnsAfter === undefined)
    return undefined
  const from: Pair = [rows, columns]
  const to: Pair = [rowsAfter, columnsAfter]
  // A transposed convolution gives a larger image than it takes.
  if (padding === 'valid' || from.some((side, axis) => (to[axis] ?? 0) > side + 2 * (kernelSize[axis] ?? 0)))
    return undefined
  const reach: Pair = [(kernelSize[0] - 1) * dilationRate[0] + 1, (kernelSize[1] - 1) * dilationRate[1] + 1]
  if (reach[0] <= rows && reach[1] <= columns) return undefined
  const before =
    padding === 'explicit' && isPair(explicitPadding)
      ? explicitPadding
      : paddingBefore({ size: reach, stride: strides }, { from, to })
  const used = ([0, 1] as const).map(axis => {
    const positions = Array.from({ length: kernelSize[axis] }, (_, tap) => tap * dilationRate[axis] - before[axis])
    return positions.filter(position => meets(position, strides[axis], to[axis], from[axis])).length
  }) as unknown as Pair
  if (used[0] === kernelSize[0] && used[1] === kernelSize[1]) return undefined
  const isOwn = layer.ancestry.length === 1
  return windowOutgrown(
    { ...positionOf(layer), parameter: 'kernelSize' },
    { kernel: kernelSize, used, image: from, field: layer.facts?.receptiveField?.size, isOwn }
  )
}

/** Whether a tap, given by its position in the window's first step, falls on the image in at least one step. */
function meets(position: number, stride: number, positions: number, side: number): boolean {
  const first = Math.max(0, Math.ceil(-position / stride))
  return first < positions && position + first * stride < side
}

const manyParameters = 1_000_000

/** A dense layer that takes a whole image laid flat, and with it most of the network's parameters. */
function sizeOf(layer: NetworkLayer, walk: Walk): Problem | undefined {
  const own = layer.facts?.parameters ?? 0
  if (layer.layer.family !== 'dense' || own < manyParameters || own <= walk.parameters / 2) return undefined
  let flat = walk.byKey.get(onlySource(layer)?.key ?? '')
  if (flat?.layer.type === 'dropout') flat = walk.byKey.get(onlySource(flat)?.key ?? '')
  if (flat?.layer.type !== 'flatten') return undefined
  const image = imageInto(flat, walk.byKey)
  const units = layer.facts?.outputs['output']?.at(-1)
  if (image?.length !== 3 || units === undefined || (image[0] ?? 1) * (image[1] ?? 1) === 1) return undefined
  return denseTooLarge(positionOf(layer), {
    image,
    units,
    fraction: own / walk.parameters,
    flatten: flat.node.id,
    count: numberText(own)
  })
}
