import { floatsOf, type HostTensor } from '../engine.ts'
import { loss } from '../metrics/loss.ts'
import type { Sums } from '../metrics/metric.ts'
import type { NetworkWeight } from '../network/lower.ts'
import type { Progress } from './training-state.ts'

/** The loss or a weight is no longer a number: the weights cannot recover, and what was saved last is kept. */
export class NotFiniteError extends Error {
  override readonly name = 'NotFiniteError'
  readonly code = 'train/not-finite'
  readonly fix =
    'Lower the learning rate, or look at the layer that the message names; the weights saved last are kept.'

  /** `layer` is the path of the first one whose values are no numbers. */
  constructor(what: string, { epoch, step }: Progress, layer: string | undefined) {
    const where = layer === undefined ? 'The weights are still finite' : `The first layer with such values is ${layer}`
    const when = step === 0 ? `after epoch ${epoch}` : `in epoch ${epoch + 1} by step ${step}`
    super(`The ${what} ${when}. ${where}.`)
  }
}

/** No sample has counted before the first step of an epoch, so that a mean would be no number either. */
export function isLossFinite(sums: Sums): boolean {
  return loss.sums.every(name => Array.from(sums[name] ?? []).every(Number.isFinite))
}

export function areFinite(weights: readonly NetworkWeight[], tensors: Readonly<Record<string, HostTensor>>): boolean {
  return weights.every(({ variable }) => floatsOf(tensors[variable.key]).every(Number.isFinite))
}
