import type { NetworkWeight } from '../network/lower.ts'
import { add, multiply, square } from '../ops/elementwise/arithmetic.ts'
import { constant, scalar } from '../ops/sources/constant.ts'
import { sum } from '../ops/reduction/reduce.ts'
import type { Tensor } from '../ops/define-op.ts'
import { absolute } from '../ops/elementwise/unary.ts'
import type { Builder } from '../program/builder.ts'

/**
 * What L1 and L2 add to the loss, one number: l1 · Σ|w| + l2 · Σw² over all weights that are trained, as Keras's
 * regularizers compute it, which leave out frozen weights too. Undefined where nothing is penalized.
 */
export function penaltyOf({ at, read }: Builder, weights: Iterable<NetworkWeight>): Tensor | undefined {
  const emit = at('penalty')
  const part = (values: Tensor, fraction: number): Tensor => {
    const axes = values.shape.map((_, axis) => axis)
    const total = emit(sum, { input: values }, { axes, keepAxes: false })
    return emit(multiply, { left: total, right: emit(constant, {}, scalar(fraction)) })
  }
  const parts = [...weights]
    .filter(weight => weight.isTrainable)
    .flatMap(({ variable, l1, l2 }) => [
      ...(l1 > 0 ? [part(emit(absolute, { input: read(variable) }), l1)] : []),
      ...(l2 > 0 ? [part(emit(square, { input: read(variable) }), l2)] : [])
    ])
  return parts.length === 0 ? undefined : parts.reduce((left, right) => emit(add, { left, right }))
}
