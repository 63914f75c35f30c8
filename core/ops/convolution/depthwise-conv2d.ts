import { each, summed } from '../batch/parts.ts'
import { depthwiseConvolution as kernels, type Conv2dAttributes } from './convolution-form.ts'
import { convolved, filterGradient, inputGradient } from './convolution-kernels.ts'
import { defineOp, type Op, type Tensor } from '../define-op.ts'
import { windowedShape } from '../shape-rules.ts'
import { elementCount, sizeOf } from '../tensor.ts'

const float = 'float32' as const
const plain = { strides: [1, 1], padding: 'valid', dilations: [1, 1] } as const
const halving = { strides: [2, 2], padding: 'same', dilations: [1, 1] } as const
const dilatedSame = { strides: [1, 1], padding: 'same', dilations: [2, 3] } as const
const dilated = { strides: [1, 1], padding: 'valid', dilations: [2, 2] } as const

/**
 * Each channel of [batch, height, width, channels] convolved by itself with filters [height, width, channels,
 * multiplier]; the results of one channel lie side by side. Both strides are equal, as TensorFlow's kernels want them.
 */
export const depthwiseConv2d: Op<{ input: Tensor; filter: Tensor }, Conv2dAttributes> = defineOp({
  type: 'depthwiseConv2d',
  inputs: ['input', 'filter'],
  infer({ input, filter }, { strides, padding, dilations }) {
    const window = [(sizeOf(filter, 0) - 1) * dilations[0] + 1, (sizeOf(filter, 1) - 1) * dilations[1] + 1] as const
    const channels = sizeOf(filter, 2) * sizeOf(filter, 3)
    return [{ dtype: float, shape: windowedShape(input.shape, { window, strides, padding, channels }) }]
  },
  macs: ({ filter }, _, [output]) =>
    output === undefined ? 0 : elementCount(output.shape) * sizeOf(filter, 0) * sizeOf(filter, 1),
  gradient: ({ emit, inputs: { input, filter }, attributes, gradients: [gradient] }) =>
    gradient === undefined
      ? {}
      : {
          input: emit(depthwiseConv2dInputGradient, { like: input, filter, gradient }, attributes),
          filter: emit(depthwiseConv2dFilterGradient, { input, like: filter, gradient }, attributes)
        },
  lower({ graph, inputs: { input, filter }, tensors, attributes }) {
    const { dtype } = tensors.input
    const form = { kernels, attributes, image: tensors.input, filter: tensors.filter, dtype }
    return [convolved(graph, form, { input, filter })]
  },
  bfloat16: { ports: ['input', 'filter'], isProduct: true },
  parts: each,
  examples: [plain, halving, dilated, dilatedSame].map(attributes => ({
    inputs: { input: { dtype: float, shape: ['batch', 6, 5, 2] }, filter: { dtype: float, shape: [3, 2, 2, 3] } },
    attributes
  }))
})

/** What a depthwise convolution's input changes the loss by. `like` gives the shape. */
export const depthwiseConv2dInputGradient: Op<{ like: Tensor; filter: Tensor; gradient: Tensor }, Conv2dAttributes> =
  defineOp({
    type: 'depthwiseConv2dInputGradient',
    inputs: ['like', 'filter', 'gradient'],
    infer: ({ like }) => [{ dtype: float, shape: like.shape }],
    macs: ({ filter, gradient }) => elementCount(gradient.shape) * sizeOf(filter, 0) * sizeOf(filter, 1),
    gradient: ({ emit, inputs: { filter, gradient }, attributes, gradients: [outer] }) =>
      outer === undefined
        ? {}
        : {
            filter: emit(depthwiseConv2dFilterGradient, { input: outer, like: filter, gradient }, attributes),
            gradient: emit(depthwiseConv2d, { input: outer, filter }, attributes)
          },
    lower({ graph, inputs: { like, filter, gradient }, tensors, attributes }) {
      const { dtype } = tensors.gradient
      const form = { kernels, attributes, image: tensors.like, filter: tensors.filter, dtype }
      const typed = { output: like, dtype: tensors.like.dtype }
      return [inputGradient(graph, form, { like: typed, filter, gradient })]
    },
    bfloat16: { ports: ['filter', 'gradient'], isProduct: true },
    shapePorts: ['like'],
    parts: each,
    examples: [plain, dilated].map(attributes => ({
      inputs: {
        like: { dtype: float, shape: ['batch', 6, 5, 2] },
        filter: { dtype: float, shape: [3, 2, 2, 3] },
        gradient: { dtype: float, shape: attributes === plain ? ['batch', 4, 4, 6] : ['batch', 2, 3, 6] }
      },
      attributes
    }))
  })

/** What a depthwise convolution's filters change the loss by, summed over the batch. `like` gives the shape. */
export const depthwiseConv2dFilterGradient: Op<{ input: Tensor; like: Tensor; gradient: Tensor }, Conv2dAttributes> =
  defineOp({
    type: 'depthwiseConv2dFilterGradient',
    inputs: ['input', 'like', 'gradient'],
    infer: ({ like }) => [{ dtype: float, shape: like.shape }],
    lower({ graph, inputs: { input, gradient }, tensors, attributes }) {
      const { dtype } = tensors.gradient
      const form = { kernels, attributes, image: tensors.input, filter: tensors.like, dtype }
      return [filterGradient(graph, form, { input, gradient })]
    },
    bfloat16: { ports: ['input', 'gradient'], isProduct: true },
    shapePorts: ['like'],
    parts: summed,
    examples: [plain, dilated].map(attributes => ({
      inputs: {
        input: { dtype: float, shape: ['batch', 6, 5, 2] },
        like: { dtype: float, shape: [3, 2, 2, 3] },
        gradient: { dtype: float, shape: attributes === plain ? ['batch', 4, 4, 6] : ['batch', 2, 3, 6] }
      },
      attributes
    }))
  })
