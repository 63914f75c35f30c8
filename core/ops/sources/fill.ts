import { defineOp } from '../define-op.ts'

/** One number in every place of a shape. */
export const fill = defineOp<Record<never, never>, { shape: readonly number[]; value: number }>({
  type: 'fill',
  inputs: [],
  infer: (_, { shape }) => [{ dtype: 'float32', shape }],
  lower: ({ graph, attributes: { shape, value } }) => [
    graph.node('Fill', [graph.constant('int32', [shape.length], shape), graph.constant('float32', [], [value])], {
      T: { type: 'float32' },
      index_type: { type: 'int32' }
    })
  ],
  examples: [{ inputs: {}, attributes: { shape: [2, 3], value: 1.5 } }]
})
