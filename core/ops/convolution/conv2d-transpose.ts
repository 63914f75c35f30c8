import { each } from '../batch/parts.ts'
import type { Pair } from '../../parameters.ts'
import { conv2d, conv2dFilterGradient } from './conv2d.ts'
import { kernelAttributes } from './convolution-form.ts'
import { defineOp, type Op, type OpAttributes, type Tensor } from '../define-op.ts'
import { shapeInBatchOf } from '../run-time-shape.ts'
import type { WindowPadding } from '../shape-rules.ts'
import { batch, elementCount, sizeOf } from '../tensor.ts'

const float = 'float32' as const

export interface Conv2dTransposeAttributes extends OpAttributes {
  readonly strides: Pair
  readonly padding: WindowPadding
  /** Height and width of the result: of a size that a convolution with this filter makes the input from. */
  readonly size: Pair
}

function backwards({ strides, padding }: Conv2dTransposeAttributes) {
  return { strides, padding, dilations: [1, 1] } as const
}

/**
 * The convolution run backwards: each value of [batch, height, width, channels] stamps its filter [height, width,
 * filters, channels] onto the result, and the stamps add up.
 */
export const conv2dTranspose: Op<{ input: Tensor; filter: Tensor }, Conv2dTransposeAttributes> = defineOp({
  type: 'conv2dTranspose',
  inputs: ['input', 'filter'],
  infer: ({ filter }, { size }) => [{ dtype: float, shape: [batch, ...size, sizeOf(filter, 2)] }],
  macs: ({ input, filter }) => (elementCount(input.shape) / sizeOf(filter, 3)) * elementCount(filter.shape),
  gradient: ({ emit, inputs: { input, filter }, attributes, gradients: [gradient] }) =>
    gradient === undefined
      ? {}
      : {
          input: emit(conv2d, { input: gradient, filter }, backwards(attributes)),
          filter: emit(conv2dFilterGradient, { input: gradient, like: filter, gradient: input }, backwards(attributes))
        },
  lower({ graph, inputs: { input, filter }, tensors, attributes: { strides, padding, size } }) {
    const { dtype } = tensors.input
    const shape = shapeInBatchOf(graph, { output: input, dtype }, [...size, sizeOf(tensors.filter, 2)])
    const form = kernelAttributes(dtype, { strides, padding, dilations: [1, 1] })
    return [graph.node('Conv2DBackpropInput', [shape, filter, input], form)]
  },
  bfloat16: { ports: ['input', 'filter'], isProduct: true },
  parts: each,
  examples: [
    { strides: [1, 1], padding: 'valid', size: [5, 3] } as const,
    { strides: [2, 2], padding: 'same', size: [6, 4] } as const,
    { strides: [2, 3], padding: 'valid', size: [8, 5] } as const
  ].map(attributes => ({
    inputs: { input: { dtype: float, shape: ['batch', 3, 2, 2] }, filter: { dtype: float, shape: [3, 2, 4, 2] } },
    attributes
  }))
})
