import { lowerNetwork } from '../network/lower.ts'
import type { Datasets } from '../network/infer.ts'
import type { Network } from '../network/network.ts'
import { createBuilder } from '../program/builder.ts'
import { fedSource, usedFields } from './data-source.ts'
import { measure } from './measure.ts'
import { noiseOfEvaluation } from './state-entries.ts'

/** Names of what a network without errors is measured by; none without a loss. */
export function networkMetrics(network: Network, datasets: Datasets): readonly string[] {
  if (!network.layers.some(({ layer }) => layer.family === 'loss')) return []
  const builder = createBuilder()
  const { feed } = fedSource(usedFields(network)).open(builder)
  const random = noiseOfEvaluation(builder, 0)
  const lowered = lowerNetwork(network, { builder, mode: 'predict', datasets, weights: new Map(), feed, random })
  return measure(builder, lowered, undefined).metrics.map(({ name }) => name)
}
