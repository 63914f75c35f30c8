import { equal } from '../ops/elementwise/arithmetic.ts'
import type { Emit, Tensor } from '../ops/define-op.ts'
import { defineMeanMetric, type Measurement } from './metric.ts'
import { isAbove, isRight, yesAbove, yesLogitAbove } from './predicted-class.ts'

export const accuracy = defineMeanMetric({
  name: 'accuracy',
  label: 'Accuracy',
  better: 'higher',
  unit: 'percent',
  sum: 'correct'
})

/** The share of samples whose predicted class is their label: prediction [batch, classes], label [batch]. */
export function accuracyOf(prediction: Tensor, label: Tensor, op: Emit): Measurement {
  return accuracy.ofValues(isRight(prediction, label, op), op)
}

/**
 * The share of values on the target's side of one half, each a yes or no of its own: a prediction before sigmoid and a
 * target of the same shape. Keras BinaryAccuracy.
 */
export function binaryAccuracyOf(prediction: Tensor, target: Tensor, op: Emit): Measurement {
  const isSame = op(equal, { left: isAbove(prediction, yesLogitAbove, op), right: isAbove(target, yesAbove, op) })
  return accuracy.ofValues(isSame, op)
}
