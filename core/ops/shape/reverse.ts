import { each } from '../batch/parts.ts'
import { defineOp, type Op, type Tensor } from '../define-op.ts'

export interface ReverseAttributes extends Readonly<Record<string, unknown>> {
  readonly axes: readonly number[]
}

/** The same numbers in the opposite order along some axes. */
export const reverse: Op<{ input: Tensor }, ReverseAttributes> = defineOp({
  type: 'reverse',
  inputs: ['input'],
  infer: ({ input: { dtype, shape } }) => [{ dtype, shape }],
  gradient: ({ emit, attributes, gradients: [gradient] }) =>
    gradient === undefined ? {} : { input: emit(reverse, { input: gradient }, attributes) },
  lower: ({ graph, inputs: { input }, tensors, attributes: { axes } }) => [
    graph.node('ReverseV2', [input, graph.constant('int32', [axes.length], axes)], {
      T: { type: tensors.input.dtype },
      Tidx: { type: 'int32' }
    })
  ],
  parts: context => (context.attributes.axes.includes(0) ? undefined : each(context)),
  examples: [
    { inputs: { input: { dtype: 'float32', shape: ['batch', 2, 3, 2] } }, attributes: { axes: [2] } },
    { inputs: { input: { dtype: 'float32', shape: ['batch', 2, 3] } }, attributes: { axes: [1, 2] } }
  ]
})
