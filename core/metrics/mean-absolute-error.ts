import { subtract } from '../ops/elementwise/arithmetic.ts'
import type { Emit, Tensor } from '../ops/define-op.ts'
import { absolute } from '../ops/elementwise/unary.ts'
import { defineMeanMetric, type Measurement } from './metric.ts'

export const meanAbsoluteError = defineMeanMetric({
  name: 'meanAbsoluteError',
  label: 'Mean absolute error',
  better: 'lower',
  sum: 'absoluteError'
})

/** Keras MeanAbsoluteError of a prediction and a target of the same shape. */
export function meanAbsoluteErrorOf(prediction: Tensor, target: Tensor, op: Emit): Measurement {
  const error = op(absolute, { input: op(subtract, { left: prediction, right: target }) })
  return meanAbsoluteError.ofValues(error, op)
}
