import { each } from '../batch/parts.ts'
import { defineOp, type Tensor } from '../define-op.ts'

/** The same numbers, known by the field that they come from: what was computed on the way to a data node's port. */
export const withRole = defineOp<{ input: Tensor }, { role: string }>({
  type: 'withRole',
  inputs: ['input'],
  infer: ({ input: { dtype, shape } }, { role }) => [{ dtype, shape, role }],
  gradient: ({ gradients: [gradient] }) => (gradient === undefined ? {} : { input: gradient }),
  lower: ({ inputs: { input } }) => [input],
  outputLies: 'input',
  parts: each,
  examples: [{ inputs: { input: { dtype: 'float32', shape: ['batch', 3] } }, attributes: { role: 'mask' } }]
})
