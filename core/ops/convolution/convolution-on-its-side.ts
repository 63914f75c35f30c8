import { depthwiseConvolution, type ConvolutionForm } from './convolution-form.ts'
import type { GraphWriter, Output } from '../graph-writer.ts'
import { windowCount } from '../shape-rules.ts'
import { sizeOf, type DataType, type TensorType } from '../tensor.ts'

/**
 * Whether oneDNN in TensorFlow 2.21 computes this wrongly: one channel, a stride across alone, and one position of the
 * window across. Two images with the rows 1 2 3, 4 5 6 and 7 8 9, a filter 1×2 of ones and strides 1×2 give 3 15 0 in
 * place of 3 9 15. With rows and columns exchanged the numbers are right.
 */
export function isMisread({ kernels, attributes, image, filter }: ConvolutionForm): boolean {
  const { strides, padding } = attributes
  if (kernels === depthwiseConvolution || sizeOf(image, 3) > 1 || strides[0] > 1 || strides[1] === 1) return false
  return windowCount(sizeOf(image, 2), sizeOf(filter, 1), strides[1], padding) === 1
}

/** The same convolution with rows and columns exchanged. */
export function onItsSide({ attributes, image, filter, ...rest }: ConvolutionForm): ConvolutionForm {
  const [down, across] = attributes.strides
  return {
    ...rest,
    attributes: { ...attributes, strides: [across, down] },
    image: reordered(image, ofImages),
    filter: reordered(filter, ofFilters)
  }
}

export const ofImages = [0, 2, 1, 3] as const
export const ofFilters = [1, 0, 2, 3] as const

function reordered({ dtype, shape }: TensorType, order: readonly number[]): TensorType {
  return { dtype, shape: order.map(axis => shape[axis] ?? 1) }
}

/** A tensor with rows and columns exchanged. */
export function exchanged(graph: GraphWriter, dtype: DataType, tensor: Output, order: readonly number[]): Output {
  return graph.node('Transpose', [tensor, graph.constant('int32', [order.length], order)], {
    T: { type: dtype },
    Tperm: { type: 'int32' }
  })
}
