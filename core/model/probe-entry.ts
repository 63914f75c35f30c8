import { readsDataset } from '../layers/define-layer.ts'
import type { Datasets } from '../network/infer.ts'
import { layerKeyOf, lowerNetwork, type WeightTable } from '../network/lower.ts'
import type { Network } from '../network/network.ts'
import type { Variable } from '../ops/graph-writer.ts'
import { mean } from '../ops/reduction/mean.ts'
import { createBuilder } from '../program/builder.ts'
import type { EntryPoint } from '../program/program.ts'
import { type DataSource, usedFields } from './data-source.ts'
import { noiseOfEvaluation } from './state-entries.ts'

interface Probed {
  readonly network: Network
  readonly datasets: Datasets
  readonly recipe: { readonly seed: number }
}

/**
 * The means of each layer's weights and of what it puts out on a batch: not finite from the first layer on that is not.
 * Weights too, since a ReLU turns what is not a number into 0.
 */
export function probeEntry(
  { network, datasets, recipe }: Probed,
  weights: WeightTable,
  data: DataSource
): { readonly entry: EntryPoint; readonly paths: readonly string[] } {
  const builder = createBuilder()
  const { feeds, feed } = data.open(builder)
  const random = noiseOfEvaluation(builder, recipe.seed)
  const { tensors } = lowerNetwork(network, { builder, mode: 'predict', datasets, weights, feed, random })
  const weightsOf = new Map<string, Variable[]>()
  for (const { variable } of weights.values()) {
    const layer = layerKeyOf(variable)
    const known = weightsOf.get(layer)
    if (known === undefined) weightsOf.set(layer, [variable])
    else known.push(variable)
  }
  // A field that nothing asks for is not fed.
  const used = usedFields(network)
  const probed = network.layers.flatMap(({ key, path, layer }) => {
    const read = (weightsOf.get(key) ?? []).map(variable => builder.read(variable))
    const given = Object.entries(tensors.get(key) ?? {}).filter(([name]) => !readsDataset(layer) || used.includes(name))
    const floats = [...read, ...given.map(([, tensor]) => tensor)].filter(tensor => tensor.dtype === 'float32')
    return floats.map(tensor => ({ path, tensor }))
  })
  const fetches = Object.fromEntries(
    probed.map(({ tensor }, index) => {
      const axes = tensor.shape.map((_, axis) => axis)
      return [String(index), builder.emit(mean, { input: tensor }, { axes, keepAxes: false })]
    })
  )
  return { entry: { name: 'probe', feeds, fetches, updates: [] }, paths: probed.map(({ path }) => path) }
}
