import { each } from '../batch/parts.ts'
import { defineOp, type Tensor } from '../define-op.ts'
import type { DataType } from '../tensor.ts'

/** The same numbers in another type. */
export const cast = defineOp<{ input: Tensor }, { to: DataType }>({
  type: 'cast',
  inputs: ['input'],
  infer: ({ input }, { to }) => [{ ...input, dtype: to }],
  lower: ({ graph, inputs: { input }, tensors, attributes: { to } }) => [
    graph.node('Cast', [input], { SrcT: { type: tensors.input.dtype }, DstT: { type: to } })
  ],
  parts: each,
  examples: [{ inputs: { input: { dtype: 'float32', shape: ['batch', 3] } }, attributes: { to: 'int32' } }]
})
