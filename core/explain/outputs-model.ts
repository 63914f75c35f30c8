import { assert } from '../assert.ts'
import type { EngineModel } from '../engine.ts'
import type { Datasets } from '../network/infer.ts'
import { lowerNetwork, type NetworkWeight, type WeightTable } from '../network/lower.ts'
import type { Network, NetworkLayer } from '../network/network.ts'
import { mean } from '../ops/reduction/mean.ts'
import type { Tensor } from '../ops/define-op.ts'
import { createBuilder } from '../program/builder.ts'
import type { EntryPoint } from '../program/program.ts'
import { lowerProgram } from '../tensorflow/lower.ts'
import { fedSource, usedFields } from '../model/data-source.ts'
import { restoreEntry } from '../model/state-entries.ts'

/** What one layer puts out, in the order in which the network runs. */
export interface OutputLayer {
  /** The layer's key, with repeats, and the ids on the way down to it, without. */
  readonly key: string
  readonly ancestry: readonly string[]
  /** The shape of one sample. */
  readonly shape: readonly number[]
}

export interface OutputsModel {
  readonly model: EngineModel
  readonly weights: readonly NetworkWeight[]
  readonly layers: readonly OutputLayer[]
}

/** The entry point that answers with one layer's output as it is, under the name `whole`. */
export function wholeEntry(position: number): string {
  return `whole/${position}`
}

/**
 * A trained network that tells what each of its layers puts out. `restore` takes the weights by key. `overview` takes
 * `image` bytes and answers for every layer, by its position in `layers`: images averaged over their channels,
 * anything else as it is. `wholeEntry` names what answers for one layer. All share one graph, of which TensorFlow runs
 * what is asked for.
 */
export function outputsModel(network: Network, datasets: Datasets): OutputsModel {
  const weights: WeightTable = new Map()
  const builder = createBuilder()
  const source = fedSource(usedFields(network)).open(builder)
  const lowered = lowerNetwork(network, { builder, mode: 'predict', datasets, weights, feed: source.feed })
  const shown = network.layers.flatMap(layer => {
    const tensor = outputOf(layer, lowered.tensors.get(layer.key) ?? {})
    return tensor === undefined ? [] : [{ layer, tensor }]
  })
  const image = Object.values(source.feeds).find(({ role }) => role === 'image')
  assert(image !== undefined, 'A network that was trained reads images.')
  const average = (input: Tensor): Tensor => builder.emit(mean, { input }, { axes: [3], keepAxes: false })
  const overviews = shown.map(({ tensor }, position) => [String(position), overviewOf(tensor, average)] as const)
  const entry = (name: string, fetches: EntryPoint['fetches']): EntryPoint => ({
    name,
    feeds: { image },
    fetches,
    updates: []
  })
  const variables = [...weights.values()].map(({ variable }) => variable)
  const entryPoints = [
    restoreEntry('restore', variables),
    entry('overview', Object.fromEntries(overviews)),
    ...shown.map(({ tensor }, position) => entry(wholeEntry(position), { whole: tensor }))
  ]
  return {
    model: lowerProgram({ variables, entryPoints }),
    weights: [...weights.values()],
    layers: shown.map(({ layer: { key, ancestry }, tensor }) => ({
      key,
      ancestry,
      shape: tensor.shape.slice(1).map(Number)
    }))
  }
}

/** What goes on from a layer: the data's image, the output's prediction. Losses give nothing to see. */
function outputOf({ layer, outputs }: NetworkLayer, tensors: Readonly<Record<string, Tensor>>): Tensor | undefined {
  if (layer.family === 'loss') return undefined
  const image = outputs.find(({ role }) => role === 'image')
  const tensor = tensors['output'] ?? (image && tensors[image.name]) ?? tensors['probabilities']
  return tensor?.dtype === 'float32' && tensor.shape.length > 1 ? tensor : undefined
}

/** The channels of an image of a single pixel are what there is to see. */
function overviewOf(tensor: Tensor, average: (tensor: Tensor) => Tensor): Tensor {
  const [, height, width] = tensor.shape
  return tensor.shape.length === 4 && !(height === 1 && width === 1) ? average(tensor) : tensor
}
