import { each } from '../batch/parts.ts'
import { defineOp, type Tensor } from '../define-op.ts'
import { broadcastShape } from '../shape-rules.ts'

const float = 'float32' as const

/** `base` to the power of `exponent`. Nothing flows back: it serves the optimizers' bias corrections. */
export const power = defineOp<{ base: Tensor; exponent: Tensor }>({
  type: 'power',
  inputs: ['base', 'exponent'],
  infer: ({ base, exponent }) => [{ dtype: float, shape: broadcastShape(base.shape, exponent.shape) }],
  lower: ({ graph, inputs: { base, exponent } }) => [graph.node('Pow', [base, exponent], { T: { type: float } })],
  parts: each,
  examples: [{ inputs: { base: { dtype: float, shape: [3] }, exponent: { dtype: float, shape: [] } } }]
})
