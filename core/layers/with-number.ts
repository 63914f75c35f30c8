import { add, multiply } from '../ops/elementwise/arithmetic.ts'
import { constant, scalar } from '../ops/sources/constant.ts'
import type { Tensor } from '../ops/define-op.ts'
import type { LayerScope } from './define-layer.ts'

/** Every value times one number. */
export function times(input: Tensor, factor: number, scope: LayerScope): Tensor {
  return scope.op(multiply, { left: input, right: scope.op(constant, {}, scalar(factor)) })
}

/** Every value plus one number. */
export function plus(input: Tensor, summand: number, scope: LayerScope): Tensor {
  return scope.op(add, { left: input, right: scope.op(constant, {}, scalar(summand)) })
}
