import { each } from '../batch/parts.ts'
import { defineOp, type NoAttributes, type Op, type Tensor } from '../define-op.ts'
import { transpose } from '../shape/transpose.ts'
import { sizeOf } from '../tensor.ts'

const float = 'float32' as const

/** The matrix product of each sample: [batch, rows, inner] by [batch, inner, columns]. */
export const batchMatMul: Op<{ left: Tensor; right: Tensor }, NoAttributes> = defineOp({
  type: 'batchMatMul',
  inputs: ['left', 'right'],
  infer: ({ left, right }) => [{ dtype: float, shape: [left.shape[0] ?? 1, left.shape[1] ?? 1, right.shape[2] ?? 1] }],
  macs: ({ left, right }) => sizeOf(left, 1) * sizeOf(left, 2) * sizeOf(right, 2),
  gradient({ emit, inputs: { left, right }, gradients: [gradient] }) {
    if (gradient === undefined) return {}
    const turned = (input: Tensor): Tensor => emit(transpose, { input }, { order: [0, 2, 1] })
    return {
      left: emit(batchMatMul, { left: gradient, right: turned(right) }),
      right: emit(batchMatMul, { left: turned(left), right: gradient })
    }
  },
  lower: ({ graph, inputs: { left, right } }) => [
    graph.node('BatchMatMulV2', [left, right], { T: { type: float }, adj_x: { bool: false }, adj_y: { bool: false } })
  ],
  parts: each,
  examples: [
    { inputs: { left: { dtype: float, shape: ['batch', 2, 3] }, right: { dtype: float, shape: ['batch', 3, 4] } } }
  ]
})
