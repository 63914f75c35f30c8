import { each, summed } from '../batch/parts.ts'
import { convolution as kernels, type Conv2dAttributes } from './convolution-form.ts'
import { convolved, filterGradient, inputGradient } from './convolution-kernels.ts'
import { isCovering, matrixProduct, samplesAsRows, windowAsRows } from './covering-window.ts'
import { defineOp, type Op, type Tensor } from '../define-op.ts'
import { windowedShape } from '../shape-rules.ts'
import { elementCount, sizeOf } from '../tensor.ts'

const float = 'float32' as const
const plain = { strides: [1, 1], padding: 'valid', dilations: [1, 1] } as const
const strided = { strides: [2, 1], padding: 'same', dilations: [1, 1] } as const
const across = { strides: [1, 2], padding: 'valid', dilations: [1, 1] } as const
const dilated = { strides: [1, 1], padding: 'valid', dilations: [2, 2] } as const
const dilatedSame = { strides: [1, 1], padding: 'same', dilations: [2, 1] } as const

/**
 * Convolution of images [batch, height, width, channels] with filters [height, width, channels, filters].
 * Fewer channels in the filters than in the image make groups.
 */
export const conv2d: Op<{ input: Tensor; filter: Tensor }, Conv2dAttributes> = defineOp({
  type: 'conv2d',
  inputs: ['input', 'filter'],
  infer({ input, filter }, { strides, padding, dilations }) {
    const window = [(sizeOf(filter, 0) - 1) * dilations[0] + 1, (sizeOf(filter, 1) - 1) * dilations[1] + 1] as const
    return [
      { dtype: float, shape: windowedShape(input.shape, { window, strides, padding, channels: sizeOf(filter, 3) }) }
    ]
  },
  macs: ({ filter }, _, [output]) =>
    output === undefined ? 0 : (elementCount(output.shape) / sizeOf(filter, 3)) * elementCount(filter.shape),
  gradient: ({ emit, inputs: { input, filter }, attributes, gradients: [gradient] }) =>
    gradient === undefined
      ? {}
      : {
          input: emit(conv2dInputGradient, { like: input, filter, gradient }, attributes),
          filter: emit(conv2dFilterGradient, { input, like: filter, gradient }, attributes)
        },
  lower({ graph, inputs: { input, filter }, tensors, outputs: [output], attributes }) {
    if (output !== undefined && isCovering(tensors.input, tensors.filter, attributes)) {
      const images = samplesAsRows(input, tensors.input)
      return [matrixProduct(graph, images, windowAsRows(filter, tensors.filter), output.shape)]
    }
    const { dtype } = tensors.input
    const form = { kernels, attributes, image: tensors.input, filter: tensors.filter, dtype }
    return [convolved(graph, form, { input, filter })]
  },
  bfloat16: { ports: ['input', 'filter'], isProduct: true },
  parts: each,
  examples: [
    ...[plain, strided, dilated].map(attributes => ({
      inputs: { input: { dtype: float, shape: ['batch', 6, 5, 2] }, filter: { dtype: float, shape: [3, 2, 2, 3] } },
      attributes
    })),
    ...[plain, strided, dilatedSame].flatMap(attributes =>
      [2, 1].map(channels => ({
        inputs: {
          input: { dtype: float, shape: ['batch', 6, 5, 4] },
          filter: { dtype: float, shape: [3, 2, channels, 8] }
        },
        attributes
      }))
    ),
    {
      inputs: { input: { dtype: float, shape: ['batch', 3, 2, 2] }, filter: { dtype: float, shape: [3, 2, 2, 3] } },
      attributes: plain
    },
    ...[1, 2].map(channels => ({
      inputs: {
        input: { dtype: float, shape: ['batch', 3, 3, channels] },
        filter: { dtype: float, shape: [1, 2, 1, 2 * channels] }
      },
      attributes: across
    }))
  ]
})

/** What a convolution's input changes the loss by: the transposed convolution. `like` gives the shape. */
export const conv2dInputGradient: Op<{ like: Tensor; filter: Tensor; gradient: Tensor }, Conv2dAttributes> = defineOp({
  type: 'conv2dInputGradient',
  inputs: ['like', 'filter', 'gradient'],
  infer: ({ like }) => [{ dtype: float, shape: like.shape }],
  macs: ({ filter, gradient }) => (elementCount(gradient.shape) / sizeOf(filter, 3)) * elementCount(filter.shape),
  gradient: ({ emit, inputs: { filter, gradient }, attributes, gradients: [outer] }) =>
    outer === undefined
      ? {}
      : {
          filter: emit(conv2dFilterGradient, { input: outer, like: filter, gradient }, attributes),
          gradient: emit(conv2d, { input: outer, filter }, attributes)
        },
  lower({ graph, inputs: { like, filter, gradient }, tensors, attributes }) {
    if (isCovering(tensors.like, tensors.filter, attributes)) {
      const filters = { ...windowAsRows(filter, tensors.filter), isTransposed: true }
      return [matrixProduct(graph, samplesAsRows(gradient, tensors.gradient), filters, tensors.like.shape)]
    }
    const { dtype } = tensors.gradient
    const form = { kernels, attributes, image: tensors.like, filter: tensors.filter, dtype }
    const typed = { output: like, dtype: tensors.like.dtype }
    return [inputGradient(graph, form, { like: typed, filter, gradient })]
  },
  bfloat16: { ports: ['filter', 'gradient'], isProduct: true },
  shapePorts: ['like'],
  parts: each,
  examples: [plain, strided].map(attributes => ({
    inputs: {
      like: { dtype: float, shape: ['batch', 6, 5, 2] },
      filter: { dtype: float, shape: [3, 2, 2, 3] },
      gradient: { dtype: float, shape: attributes === plain ? ['batch', 4, 4, 3] : ['batch', 3, 5, 3] }
    },
    attributes
  }))
})

/** What a convolution's filters change the loss by, summed over the batch. `like` gives the shape. */
export const conv2dFilterGradient: Op<{ input: Tensor; like: Tensor; gradient: Tensor }, Conv2dAttributes> = defineOp({
  type: 'conv2dFilterGradient',
  inputs: ['input', 'like', 'gradient'],
  infer: ({ like }) => [{ dtype: float, shape: like.shape }],
  lower({ graph, inputs: { input, gradient }, tensors, attributes }) {
    const { like } = tensors
    if (isCovering(tensors.input, like, attributes)) {
      const images = { ...samplesAsRows(input, tensors.input), isTransposed: true }
      return [matrixProduct(graph, images, samplesAsRows(gradient, tensors.gradient), like.shape)]
    }
    const { dtype } = tensors.gradient
    const form = { kernels, attributes, image: tensors.input, filter: like, dtype }
    return [filterGradient(graph, form, { input, gradient })]
  },
  bfloat16: { ports: ['input', 'gradient'], isProduct: true },
  shapePorts: ['like'],
  parts: summed,
  examples: [plain, strided].map(attributes => ({
    inputs: {
      input: { dtype: float, shape: ['batch', 6, 5, 2] },
      like: { dtype: float, shape: [3, 2, 2, 3] },
      gradient: { dtype: float, shape: attributes === plain ? ['batch', 4, 4, 3] : ['batch', 3, 5, 3] }
    },
    attributes
  }))
})
