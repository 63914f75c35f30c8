import { assert } from '../assert.ts'
import type { Datasets } from '../network/infer.ts'
import { lowerNetwork, type NetworkWeight, type WeightTable } from '../network/lower.ts'
import type { Network } from '../network/network.ts'
import { createBuilder } from '../program/builder.ts'
import type { Program } from '../program/program.ts'
import { fedSource, usedFields } from './data-source.ts'
import { measure, type NetworkMetric } from './measure.ts'
import { penaltyOf } from './penalty.ts'
import { restoreEntry } from './state-entries.ts'

export interface PredictProgram {
  readonly program: Program
  readonly weights: readonly NetworkWeight[]
  readonly metrics: readonly NetworkMetric[]
}

/**
 * A trained network with its weights alone. `restore` takes them by key; `predict` takes `image` bytes
 * [batch, height, width, channels] in the dataset's size and gives `logits`, `probabilities` and `seen`, the
 * array that the first layer received; `evaluate` takes the fields that the network uses and gives what the batch adds
 * to the sums of the metrics; the loss has the penalty of L1 and L2 in it, as in training.
 */
export function predictProgram(network: Network, datasets: Datasets): PredictProgram {
  const weights: WeightTable = new Map()
  const used = usedFields(network)
  const open = (): {
    builder: ReturnType<typeof createBuilder>
    source: ReturnType<ReturnType<typeof fedSource>['open']>
  } => {
    const builder = createBuilder()
    return { builder, source: fedSource(used).open(builder) }
  }

  const predicting = open()
  const lowered = lowerNetwork(network, {
    builder: predicting.builder,
    mode: 'predict',
    datasets,
    weights,
    feed: predicting.source.feed
  })
  assert(lowered.output !== undefined, 'A network that predicts has an output node.')
  const data = network.layers.find(({ layer }) => layer.family === 'data')
  const port = data?.outputs.find(({ role }) => role === 'image')?.name ?? ''
  const seen = data && lowered.tensors.get(data.key)?.[port]
  const image = predicting.source.feeds[port]
  assert(image !== undefined && seen !== undefined, 'A network that predicts reads images.')
  const predict = { name: 'predict', feeds: { image }, fetches: { ...lowered.output, seen }, updates: [] }

  const evaluating = open()
  const judged = lowerNetwork(network, {
    builder: evaluating.builder,
    mode: 'predict',
    datasets,
    weights,
    feed: evaluating.source.feed
  })
  const measured =
    judged.losses.length > 0 && measure(evaluating.builder, judged, penaltyOf(evaluating.builder, weights.values()))
  const evaluate = measured && {
    name: 'evaluate',
    feeds: evaluating.source.feeds,
    fetches: measured.totals,
    updates: []
  }

  const variables = [...weights.values()].map(({ variable }) => variable)
  return {
    program: {
      variables,
      entryPoints: [restoreEntry('restore', variables), predict, ...(evaluate ? [evaluate] : [])]
    },
    weights: [...weights.values()],
    metrics: measured ? measured.metrics : []
  }
}
