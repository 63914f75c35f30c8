import { defineOp } from '../define-op.ts'
import type { DataType, Shape } from '../tensor.ts'

/** What comes from outside with every run of an entry point. */
export const feed = defineOp<Record<never, never>, { dtype: DataType; shape: Shape; role?: string | undefined }>({
  type: 'feed',
  inputs: [],
  infer: (_, { dtype, shape, role }) => [{ dtype, shape, role }],
  lower: ({ graph, attributes: { dtype, shape } }) => [
    graph.node('Placeholder', [], { dtype: { type: dtype }, shape: { shape } })
  ],
  examples: [{ inputs: {}, attributes: { dtype: 'float32', shape: ['batch', 2] } }]
})
