import { depthwiseConvolution, type ConvolutionForm } from './convolution-form.ts'
import type { GraphWriter, Output } from '../graph-writer.ts'
import { sizeOf } from '../tensor.ts'

/**
 * Whether TensorFlow 2.21 writes beyond its memory for the filters' gradient, which ends the process now or later: a
 * window of one pixel that skips rows or columns, not both.
 */
export function isOverrun({ kernels, attributes: { strides }, filter }: ConvolutionForm): boolean {
  const isPoint = sizeOf(filter, 0) === 1 && sizeOf(filter, 1) === 1
  return kernels !== depthwiseConvolution && isPoint && strides[0] !== strides[1] && strides.includes(1)
}

/** The pixels that the window stops at. */
export function thinned(graph: GraphWriter, { attributes, dtype }: ConvolutionForm, images: Output): Output {
  const start = graph.constant('int32', [4], [0, 0, 0, 0])
  const step = graph.constant('int32', [4], [1, ...attributes.strides, 1])
  const all = 0b1111
  return graph.node('StridedSlice', [images, start, start, step], {
    T: { type: dtype },
    Index: { type: 'int32' },
    begin_mask: { int: all },
    end_mask: { int: all },
    ellipsis_mask: { int: 0 },
    new_axis_mask: { int: 0 },
    shrink_axis_mask: { int: 0 }
  })
}
