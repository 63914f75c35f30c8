import type { Emit, Tensor } from '../ops/define-op.ts'
import { defineMeanMetric, type Measurement } from './metric.ts'
import { isRight } from './predicted-class.ts'

export const pixelAccuracy = defineMeanMetric({
  name: 'pixelAccuracy',
  label: 'Pixel accuracy',
  better: 'higher',
  unit: 'percent',
  sum: 'correctPixels'
})

/** The share of pixels whose predicted class is the target's: prediction [batch, ..., classes], target [batch, ...]. */
export function pixelAccuracyOf(prediction: Tensor, target: Tensor, op: Emit): Measurement {
  return pixelAccuracy.ofValues(isRight(prediction, target, op), op)
}
