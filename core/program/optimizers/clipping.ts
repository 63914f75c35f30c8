import { add, divide, multiply, square, sqrt } from '../../ops/elementwise/arithmetic.ts'
import { clip } from '../../ops/elementwise/clip.ts'
import { constant, scalar } from '../../ops/sources/constant.ts'
import type { Emit, Tensor } from '../../ops/define-op.ts'
import { sum } from '../../ops/reduction/reduce.ts'

export interface Clipping {
  readonly clipping: 'none' | 'value' | 'norm' | 'globalNorm'
  readonly clipLimit: number
}

/** Gradients brought within a limit, as Keras's `clipvalue`, `clipnorm` and `global_clipnorm` do. */
export function clipGradients(emit: Emit, gradients: readonly Tensor[], clipping: Clipping): readonly Tensor[] {
  const { clipLimit: limit } = clipping
  const scaled = (gradient: Tensor, scale: Tensor): Tensor => emit(multiply, { left: gradient, right: scale })
  switch (clipping.clipping) {
    case 'none':
      return gradients
    case 'value':
      return gradients.map(input => emit(clip, { input }, { low: -limit, high: limit }))
    case 'norm':
      return gradients.map(gradient => scaled(gradient, scaleOf(emit, squaresOf(emit, gradient), limit)))
    case 'globalNorm': {
      if (gradients.length === 0) return gradients
      const squares = gradients.map(gradient => squaresOf(emit, gradient))
      const scale = scaleOf(
        emit,
        squares.reduce((left, right) => emit(add, { left, right })),
        limit
      )
      return gradients.map(gradient => scaled(gradient, scale))
    }
  }
}

function squaresOf(emit: Emit, gradient: Tensor): Tensor {
  const axes = gradient.shape.map((_, axis) => axis)
  return emit(sum, { input: emit(square, { input: gradient }) }, { axes, keepAxes: false })
}

/** limit / max(norm, limit): 1 where the norm is within the limit. */
function scaleOf(emit: Emit, squares: Tensor, limit: number): Tensor {
  const norm = emit(sqrt, { input: squares })
  const right = emit(clip, { input: norm }, { low: limit, high: Number.POSITIVE_INFINITY })
  return emit(divide, { left: emit(constant, {}, scalar(limit)), right })
}
