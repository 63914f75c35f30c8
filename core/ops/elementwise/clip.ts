import { each } from '../batch/parts.ts'
import { defineOp, type Tensor } from '../define-op.ts'

const float = 'float32' as const

/** Each number brought into [low, high]. Nothing flows back: it serves the optimizers. */
export const clip = defineOp<{ input: Tensor }, { low: number; high: number }>({
  type: 'clip',
  inputs: ['input'],
  infer: ({ input }) => [input],
  lower: ({ graph, inputs: { input }, attributes: { low, high } }) => [
    graph.node('ClipByValue', [input, graph.constant(float, [], [low]), graph.constant(float, [], [high])], {
      T: { type: float }
    })
  ],
  parts: each,
  examples: [{ inputs: { input: { dtype: float, shape: ['batch', 3] } }, attributes: { low: -0.5, high: 0.25 } }]
})
