import { each } from '../batch/parts.ts'
import { defineOp, type Op, type Tensor } from '../define-op.ts'

export interface TransposeAttributes extends Readonly<Record<string, unknown>> {
  /** Which axis of the input each axis of the output is. */
  readonly order: readonly number[]
}

/** The same numbers with their axes in another order. */
export const transpose: Op<{ input: Tensor }, TransposeAttributes> = defineOp({
  type: 'transpose',
  inputs: ['input'],
  infer: ({ input }, { order }) => [{ dtype: input.dtype, shape: order.map(axis => input.shape[axis] ?? 1) }],
  gradient: ({ emit, attributes: { order }, gradients: [gradient] }) =>
    gradient === undefined
      ? {}
      : { input: emit(transpose, { input: gradient }, { order: order.map((_, axis) => order.indexOf(axis)) }) },
  lower: ({ graph, inputs: { input }, tensors, attributes: { order } }) => [
    graph.node('Transpose', [input, graph.constant('int32', [order.length], order)], {
      T: { type: tensors.input.dtype },
      Tperm: { type: 'int32' }
    })
  ],
  parts: each,
  examples: [
    { inputs: { input: { dtype: 'float32', shape: ['batch', 2, 3, 4] } }, attributes: { order: [0, 3, 1, 2] } }
  ]
})
