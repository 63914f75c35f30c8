import type { Network } from '../network/network.ts'
import type { Datasets } from '../network/infer.ts'

/** What an export takes away: a network without errors, and the numbers that it has learned. */
export interface TrainedModel {
  readonly name: string
  readonly network: Network
  readonly datasets: Datasets
  /** Names of the labels, in the order of the output. */
  readonly classes: readonly string[]
  /** By the layer's key, a slash and the weight's name. */
  readonly weights: Readonly<Record<string, Float32Array>>
}

/** Under which name a weight is kept: its layer's key and its own name. */
export function weightKey(layer: string, weight: string): string {
  return `${layer}/${weight}`
}
