import { equal, greater } from '../ops/elementwise/arithmetic.ts'
import { cast } from '../ops/elementwise/cast.ts'
import { argMax } from '../ops/classes/classes.ts'
import { constant, scalar } from '../ops/sources/constant.ts'
import type { Emit, Tensor } from '../ops/define-op.ts'
import { reshape } from '../ops/shape/reshape.ts'
import { sizeOf } from '../ops/tensor.ts'

/** Where one value tells two classes apart, the second is meant above this probability. Keras BinaryAccuracy. */
export const yesAbove = 0.5
/** The same before sigmoid. */
export const yesLogitAbove = 0

/** 1 where the values are above the threshold, else 0. */
export function isAbove(values: Tensor, threshold: number, op: Emit): Tensor {
  const right = op(constant, {}, scalar(threshold))
  return op(cast, { input: op(greater, { left: values, right }) }, { to: 'int32' })
}

/** The class of the largest value on the last axis, the first of equal ones; a single value before sigmoid tells two apart. */
export function predictedClass(prediction: Tensor, op: Emit): Tensor {
  if (sizeOf(prediction, -1) > 1) return op(argMax, { input: prediction }, { axis: prediction.shape.length - 1 })
  const one = op(reshape, { input: prediction }, { shape: prediction.shape.slice(0, -1) })
  return isAbove(one, yesLogitAbove, op)
}

/** Whether the predicted class is the target's, in the target's shape. */
export function isRight(prediction: Tensor, target: Tensor, op: Emit): Tensor {
  return op(equal, { left: predictedClass(prediction, op), right: target })
}
