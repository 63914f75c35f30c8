import type { Conv2dAttributes } from './conv2d.ts'
import { defineOp, type Op } from './define-op.ts'
import type { GraphWriter, NodeAttribute, Output } from './graph-writer.ts'
import { windowedShape } from './shape-rules.ts'
import { elementCount, type Shape, sizeOf, type Tensor } from './tensor.ts'

const float = 'float32' as const
const form = { T: { type: float } } as const

function attributesOf({ strides, padding, dilations }: Conv2dAttributes): Record<string, NodeAttribute> {
  return {
    ...form,
    strides: { ints: [1, ...strides, 1] },
    dilations: { ints: [1, ...dilations, 1] },
    padding: { string: padding.toUpperCase() },
    data_format: { string: 'NHWC' }
  }
}

/**
 * TensorFlow's depthwise kernel takes equal strides and no dilation on a CPU. Anything else is a grouped convolution
 * with as many groups as channels, which gives the same numbers in the same order.
 */
function isDepthwiseKernel({ strides, dilations }: Conv2dAttributes): boolean {
  return strides[0] === strides[1] && dilations.every(dilation => dilation === 1)
}

function reshaped(graph: GraphWriter, output: Output, shape: readonly number[]): Output {
  return graph.node('Reshape', [output, graph.constant('int32', [shape.length], shape)], {
    ...form,
    Tshape: { type: 'int32' }
  })
}

/** [height, width, channels, multiplier] as the grouped convolution's [height, width, 1, channels × multiplier]. */
function groupedShape({ shape }: { readonly shape: Shape }): readonly number[] {
  const [height = 1, width = 1, channels = 1, multiplier = 1] = shape.map(Number)
  return [height, width, 1, channels * multiplier]
}

const plain = { strides: [1, 1], padding: 'valid', dilations: [1, 1] } as const
const halving = { strides: [2, 2], padding: 'same', dilations: [1, 1] } as const
const uneven = { strides: [2, 1], padding: 'same', dilations: [1, 1] } as const
const dilated = { strides: [1, 1], padding: 'valid', dilations: [2, 2] } as const

/**
 * Each channel of [batch, height, width, channels] convolved by itself with filters [height, width, channels,
 * multiplier]; the results of one channel lie side by side.
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
    if (isDepthwiseKernel(attributes)) {
      return [graph.node('DepthwiseConv2dNative', [input, filter], attributesOf(attributes))]
    }
    const grouped = reshaped(graph, filter, groupedShape(tensors.filter))
    return [graph.node('Conv2D', [input, grouped], attributesOf(attributes))]
  },
  examples: [plain, halving, uneven, dilated].map(attributes => ({
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
      const shape = graph.node('Shape', [like], { T: { type: tensors.like.dtype }, out_type: { type: 'int32' } })
      if (isDepthwiseKernel(attributes)) {
        const inputs = [shape, filter, gradient]
        return [graph.node('DepthwiseConv2dNativeBackpropInput', inputs, attributesOf(attributes))]
      }
      const grouped = reshaped(graph, filter, groupedShape(tensors.filter))
      return [graph.node('Conv2DBackpropInput', [shape, grouped, gradient], attributesOf(attributes))]
    },
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
    lower({ graph, inputs: { input, gradient }, tensors: { like }, attributes }) {
      const whole = like.shape.map(Number)
      const sizes = isDepthwiseKernel(attributes) ? whole : groupedShape(like)
      const inputs = [input, graph.constant('int32', [4], sizes), gradient]
      if (isDepthwiseKernel(attributes)) {
        return [graph.node('DepthwiseConv2dNativeBackpropFilter', inputs, attributesOf(attributes))]
      }
      return [reshaped(graph, graph.node('Conv2DBackpropFilter', inputs, attributesOf(attributes)), whole)]
    },
    examples: [plain, dilated].map(attributes => ({
      inputs: {
        input: { dtype: float, shape: ['batch', 6, 5, 2] },
        like: { dtype: float, shape: [3, 2, 2, 3] },
        gradient: { dtype: float, shape: attributes === plain ? ['batch', 4, 4, 6] : ['batch', 2, 3, 6] }
      },
      attributes
    }))
  })
