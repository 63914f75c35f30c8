import type { Pair } from '../../parameters.ts'
import type { NodeAttribute } from '../graph-writer.ts'
import type { WindowPadding } from '../shape-rules.ts'
import type { OpAttributes } from '../define-op.ts'
import type { DataType, TensorType } from '../tensor.ts'

export interface Conv2dAttributes extends OpAttributes {
  readonly strides: Pair
  readonly padding: WindowPadding
  readonly dilations: Pair
}

/** TensorFlow's kernels of one kind of convolution. */
export interface ConvolutionKernels {
  readonly forward: string
  readonly toInput: string
  readonly toFilter: string
}

/** A window that slides from each place to the next, over the image as it is. */
export const gapless: Conv2dAttributes = { strides: [1, 1], padding: 'valid', dilations: [1, 1] }

export const convolution: ConvolutionKernels = {
  forward: 'Conv2D',
  toInput: 'Conv2DBackpropInput',
  toFilter: 'Conv2DBackpropFilter'
}

export const depthwiseConvolution: ConvolutionKernels = {
  forward: 'DepthwiseConv2dNative',
  toInput: 'DepthwiseConv2dNativeBackpropInput',
  toFilter: 'DepthwiseConv2dNativeBackpropFilter'
}

/** What a convolution takes, and which kernels compute it. */
export interface ConvolutionForm {
  readonly kernels: ConvolutionKernels
  readonly attributes: Conv2dAttributes
  /** [batch, height, width, channels] */
  readonly image: TensorType
  readonly filter: TensorType
  /** In which it is computed. */
  readonly dtype: DataType
}

export function kernelAttributes(
  dtype: DataType,
  { strides, padding, dilations }: Conv2dAttributes
): Record<string, NodeAttribute> {
  return {
    T: { type: dtype },
    strides: { ints: [1, ...strides, 1] },
    dilations: { ints: [1, ...dilations, 1] },
    padding: { string: padding.toUpperCase() },
    data_format: { string: 'NHWC' }
  }
}
