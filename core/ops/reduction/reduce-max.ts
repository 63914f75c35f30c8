import { divide, equal, multiply } from '../elementwise/arithmetic.ts'
import { each } from '../batch/parts.ts'
import { cast } from '../elementwise/cast.ts'
import { defineOp, type Op, type Tensor } from '../define-op.ts'
import { spread, sum, type ReduceAttributes } from './reduce.ts'
import { reducedShape } from '../shape-rules.ts'

const float = 'float32' as const
const image = { dtype: float, shape: ['batch', 3, 4, 2] } as const

/** The largest over some axes; equals share the gradient, as in TensorFlow. */
export const reduceMax: Op<{ input: Tensor }, ReduceAttributes> = defineOp({
  type: 'reduceMax',
  inputs: ['input'],
  infer: ({ input }, { axes, keepAxes }) => [{ dtype: float, shape: reducedShape(input.shape, axes, keepAxes) }],
  gradient({ emit, inputs: { input }, attributes: { axes }, outputs: [output], gradients: [gradient] }) {
    if (gradient === undefined || output === undefined) return {}
    const isLargest = emit(equal, { left: input, right: spread(emit, output, input, axes) })
    const fraction = emit(cast, { input: isLargest }, { to: float })
    const count = emit(sum, { input: fraction }, { axes, keepAxes: true })
    return {
      input: emit(multiply, {
        left: spread(emit, gradient, input, axes),
        right: emit(divide, { left: fraction, right: count })
      })
    }
  },
  lower: ({ graph, inputs: { input }, attributes: { axes, keepAxes } }) => [
    graph.node('Max', [input, graph.constant('int32', [axes.length], axes)], {
      T: { type: float },
      Tidx: { type: 'int32' },
      keep_dims: { bool: keepAxes }
    })
  ],
  parts: context => (context.attributes.axes.includes(0) ? undefined : each(context)),
  examples: [
    { inputs: { input: image }, attributes: { axes: [1, 2], keepAxes: false } },
    { inputs: { input: image }, attributes: { axes: [3], keepAxes: true } }
  ]
})
