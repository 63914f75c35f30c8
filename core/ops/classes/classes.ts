import { each } from '../batch/parts.ts'
import { defineOp, type Tensor } from '../define-op.ts'

const float = 'float32' as const

/** Where the largest value lies along one axis; the first of equals. */
export const argMax = defineOp<{ input: Tensor }, { axis: number }>({
  type: 'argMax',
  inputs: ['input'],
  infer: ({ input }, { axis }) => [{ dtype: 'int32', shape: input.shape.filter((_, at) => at !== axis) }],
  lower: ({ graph, inputs: { input }, attributes: { axis } }) => [
    graph.node('ArgMax', [input, graph.constant('int32', [], [axis])], {
      T: { type: float },
      Tidx: { type: 'int32' },
      output_type: { type: 'int32' }
    })
  ],
  parts: context => (context.attributes.axis === 0 ? undefined : each(context)),
  examples: [{ inputs: { input: { dtype: float, shape: ['batch', 4] } }, attributes: { axis: 1 } }]
})

/** 1 at the place of each index along a new last axis, 0 elsewhere. */
export const oneHot = defineOp<{ input: Tensor }, { depth: number }>({
  type: 'oneHot',
  inputs: ['input'],
  infer: ({ input }, { depth }) => [{ dtype: float, shape: [...input.shape, depth] }],
  lower: ({ graph, inputs: { input }, attributes: { depth } }) => [
    graph.node(
      'OneHot',
      [input, graph.constant('int32', [], [depth]), graph.constant(float, [], [1]), graph.constant(float, [], [0])],
      { T: { type: float }, TI: { type: 'int32' }, axis: { int: -1 } }
    )
  ],
  parts: each,
  examples: [{ inputs: { input: { dtype: 'int32', shape: ['batch'] } }, attributes: { depth: 4 } }]
})
