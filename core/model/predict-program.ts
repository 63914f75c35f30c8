import { assert } from '../assert.ts'
import type { Datasets } from '../network/infer.ts'
import { lowerNetwork, type LoweredNetwork, type NetworkWeight, type WeightTable } from '../network/lower.ts'
import type { Network } from '../network/network.ts'
import type { Tensor } from '../ops/define-op.ts'
import { outputOf, type NetworkOutput } from '../outputs/catalogue.ts'
import { createBuilder, type Builder } from '../program/builder.ts'
import type { EntryPoint, Program } from '../program/program.ts'
import { fedSource, usedFields } from './data-source.ts'
import { measure, type NetworkMetric } from './measure.ts'
import { penaltyOf } from './penalty.ts'
import { restoreEntry } from './state-entries.ts'

export interface PredictProgram {
  readonly program: Program
  readonly weights: readonly NetworkWeight[]
  readonly metrics: readonly NetworkMetric[]
  /** Undefined only where the shape of what the network delivers is not known. */
  readonly output: NetworkOutput | undefined
  /** The fields that `evaluate` and `show` take. */
  readonly fields: readonly string[]
}

/**
 * A trained network with its weights alone. `restore` takes them by key; `predict` takes `image` bytes
 * [batch, height, width, channels] in the dataset's size and gives `logits`, `probabilities` and `seen`, the
 * array that the first layer received. `evaluate` takes the fields that the network uses and gives, out of one pass,
 * `delivered`, which is what the output node makes of the logits, `target`, which is what that is compared with, and what
 * the batch adds to the sums of the metrics; the loss has the penalty of L1 and L2 in it, as in training. `show` takes the
 * same, and gives `seen` in place of the sums.
 */
export function predictProgram(network: Network, datasets: Datasets): PredictProgram {
  const weights: WeightTable = new Map()
  const output = outputOf(network, datasets)
  const target = output?.target
  const fields = [...new Set([...usedFields(network), ...(target ? [target.facts.name] : [])])]

  const predicting = opened(network, { datasets, weights, fields })
  const { output: delivered } = predicting.lowered
  const image = predicting.feeds[predicting.imagePort]
  assert(delivered !== undefined, 'A network that predicts has an output node.')
  assert(image !== undefined, 'A network that predicts reads images.')
  const fetches = { ...delivered, seen: predicting.seen }
  const predict = { name: 'predict', feeds: { image }, fetches, updates: [] }

  const { builder, lowered, feeds, seen } = opened(network, { datasets, weights, fields })
  const measured = lowered.losses.length > 0 && measure(builder, lowered, penaltyOf(builder, weights.values()))
  const compared = {
    delivered: lowered.output?.probabilities ?? delivered.probabilities,
    ...given('target', target && lowered.tensors.get(target.source.key)?.[target.source.port])
  }
  const fed: readonly EntryPoint[] = [
    { name: 'evaluate', feeds, fetches: { ...compared, ...(measured ? measured.totals : {}) }, updates: [] },
    { name: 'show', feeds, fetches: { ...compared, seen }, updates: [] }
  ]

  const variables = [...weights.values()].map(({ variable }) => variable)
  return {
    program: { variables, entryPoints: [restoreEntry('restore', variables), predict, ...fed] },
    weights: [...weights.values()],
    metrics: measured ? measured.metrics : [],
    output,
    fields
  }
}

interface Opening {
  readonly datasets: Datasets
  readonly weights: WeightTable
  readonly fields: readonly string[]
}

interface Opened {
  readonly builder: Builder
  readonly lowered: LoweredNetwork
  readonly feeds: Readonly<Record<string, Tensor>>
  /** The name of the images' field, and what the first layer receives of it. */
  readonly imagePort: string
  readonly seen: Tensor
}

/** The whole network in a builder of its own, as it predicts. */
function opened(network: Network, { datasets, weights, fields }: Opening): Opened {
  const builder = createBuilder()
  const { feeds, feed } = fedSource(fields).open(builder)
  const lowered = lowerNetwork(network, { builder, mode: 'predict', datasets, weights, feed })
  const data = network.layers.find(({ layer }) => layer.family === 'data')
  const imagePort = data?.outputs.find(({ role }) => role === 'image')?.name ?? ''
  const seen = data && lowered.tensors.get(data.key)?.[imagePort]
  assert(seen !== undefined, 'A network that predicts reads images.')
  return { builder, lowered, feeds, imagePort, seen }
}

function given(name: string, tensor: Tensor | undefined): Readonly<Record<string, Tensor>> {
  return tensor === undefined ? {} : { [name]: tensor }
}
