import { divide } from '../elementwise/arithmetic.ts'
import { addParts, each } from '../batch/parts.ts'
import { defineOp, type Op, type Tensor } from '../define-op.ts'
import { countAlong, type ReduceAttributes, spread, sum } from './reduce.ts'
import { reducedShape } from '../shape-rules.ts'

const float = 'float32' as const
const image = { dtype: float, shape: ['batch', 3, 4, 2] } as const

/** Mean over some axes; over the batch it divides by the batch's size at run time. */
export const mean: Op<{ input: Tensor }, ReduceAttributes> = defineOp({
  type: 'mean',
  inputs: ['input'],
  infer: ({ input }, { axes, keepAxes }) => [{ dtype: float, shape: reducedShape(input.shape, axes, keepAxes) }],
  gradient: ({ emit, inputs: { input }, attributes: { axes }, gradients: [gradient] }) =>
    gradient === undefined
      ? {}
      : {
          input: spread(
            emit,
            emit(divide, { left: gradient, right: emit(countAlong, { like: input }, { axes }) }),
            input,
            axes
          )
        },
  lower: ({ graph, inputs: { input }, attributes: { axes, keepAxes } }) => [
    graph.node('Mean', [input, graph.constant('int32', [axes.length], axes)], {
      T: { type: float },
      Tidx: { type: 'int32' },
      keep_dims: { bool: keepAxes }
    })
  ],
  parts(context) {
    const { emit, parts, attributes } = context
    if (!attributes.axes.includes(0)) return each(context)
    const sums = parts.map(inputs => emit(sum, inputs, attributes))
    const counts = parts.map(({ input }) => emit(countAlong, { like: input }, { axes: attributes.axes }))
    return [emit(divide, { left: emit(addParts, { inputs: sums }), right: emit(addParts, { inputs: counts }) })]
  },
  examples: [
    { inputs: { input: image }, attributes: { axes: [1, 2], keepAxes: false } },
    { inputs: { input: image }, attributes: { axes: [0, 3], keepAxes: true } }
  ]
})
