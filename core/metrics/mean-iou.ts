import { add, multiply, subtract } from '../ops/elementwise/arithmetic.ts'
import { oneHot } from '../ops/classes/classes.ts'
import type { Emit, Tensor } from '../ops/define-op.ts'
import { sum } from '../ops/reduction/reduce.ts'
import { sizeOf } from '../ops/tensor.ts'
import { defineMetric, type Measurement } from './metric.ts'
import { predictedClass } from './predicted-class.ts'

/** Intersection over union of each class's pixels over all samples; the mean over the classes that occur, as in Keras MeanIoU. */
export const meanIoU = defineMetric({
  name: 'meanIoU',
  label: 'Mean IoU',
  better: 'higher',
  unit: 'percent',
  sums: ['intersection', 'union'],
  valueOf({ intersection, union }) {
    const fractions = Array.from(union, (size, index) => (size > 0 ? (intersection[index] ?? 0) / size : undefined))
    const occurring = fractions.filter(fraction => fraction !== undefined)
    return occurring.reduce((total, fraction) => total + fraction, 0) / occurring.length
  }
})

/** prediction [batch, ..., classes], target [batch, ...] of class numbers. */
export function meanIoUOf(prediction: Tensor, target: Tensor, op: Emit): Measurement {
  const depth = Math.max(2, sizeOf(prediction, -1))
  const predicted = op(oneHot, { input: predictedClass(prediction, op) }, { depth })
  const actual = op(oneHot, { input: target }, { depth })
  const axes = target.shape.map((_, axis) => axis)
  const pixels = (input: Tensor): Tensor => op(sum, { input }, { axes, keepAxes: false })
  const intersection = pixels(op(multiply, { left: predicted, right: actual }))
  const either = op(add, { left: pixels(predicted), right: pixels(actual) })
  return meanIoU.measured({ intersection, union: op(subtract, { left: either, right: intersection }) })
}
