import { equal, greaterEqual } from '../ops/elementwise/arithmetic.ts'
import { cast } from '../ops/elementwise/cast.ts'
import { argMax } from '../ops/classes/classes.ts'
import { constant, scalar } from '../ops/sources/constant.ts'
import type { Emit, Tensor } from '../ops/define-op.ts'
import { reshape } from '../ops/shape/reshape.ts'
import { sizeOf } from '../ops/tensor.ts'

/** The class of the largest value on the last axis. A single value before sigmoid tells two classes apart, at 0. */
export function predictedClass(prediction: Tensor, op: Emit): Tensor {
  if (sizeOf(prediction, -1) > 1) return op(argMax, { input: prediction }, { axis: prediction.shape.length - 1 })
  const one = op(reshape, { input: prediction }, { shape: prediction.shape.slice(0, -1) })
  return op(cast, { input: op(greaterEqual, { left: one, right: op(constant, {}, scalar(0)) }) }, { to: 'int32' })
}

/** Whether the predicted class is the target's, in the target's shape. */
export function isRight(prediction: Tensor, target: Tensor, op: Emit): Tensor {
  return op(equal, { left: predictedClass(prediction, op), right: target })
}
