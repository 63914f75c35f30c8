import { summed } from '../batch/parts.ts'
import { defineOp, type OpAttributes, type Tensor } from '../define-op.ts'
import { elementCount } from '../tensor.ts'

export interface MatMulAttributes extends OpAttributes {
  readonly transposeLeft?: boolean
  readonly transposeRight?: boolean
}

const float = 'float32' as const

/** Product of two matrices: [rows, inner] by [inner, columns]. */
export const matMul = defineOp<{ left: Tensor; right: Tensor }, MatMulAttributes>({
  type: 'matMul',
  inputs: ['left', 'right'],
  infer({ left, right }, { transposeLeft = false, transposeRight = false }) {
    const rows = left.shape[transposeLeft ? 1 : 0] ?? 1
    const columns = right.shape[transposeRight ? 0 : 1] ?? 1
    return [{ dtype: float, shape: [rows, columns] }]
  },
  macs: ({ right }) => elementCount(right.shape),
  gradient({ emit, inputs: { left, right }, attributes, gradients: [gradient] }) {
    if (gradient === undefined) return {}
    const { transposeLeft: a = false, transposeRight: b = false } = attributes
    const product = (left: Tensor, right: Tensor, transposeLeft: boolean, transposeRight: boolean): Tensor =>
      emit(matMul, { left, right }, { transposeLeft, transposeRight })
    return {
      left: a ? product(right, gradient, b, true) : product(gradient, right, false, !b),
      right: b ? product(gradient, left, true, a) : product(left, gradient, !a, false)
    }
  },
  lower: ({
    graph,
    inputs: { left, right },
    tensors,
    attributes: { transposeLeft = false, transposeRight = false }
  }) => [
    graph.node('MatMul', [left, right], {
      T: { type: tensors.left.dtype },
      transpose_a: { bool: transposeLeft },
      transpose_b: { bool: transposeRight }
    })
  ],
  bfloat16: { ports: ['left', 'right'], isProduct: true },
  parts: summed,
  examples: [
    { inputs: { left: { dtype: float, shape: ['batch', 4] }, right: { dtype: float, shape: [4, 3] } } },
    {
      inputs: { left: { dtype: float, shape: [4, 2] }, right: { dtype: float, shape: [3, 4] } },
      attributes: { transposeLeft: true, transposeRight: true }
    }
  ]
})
