import { depthwiseConvolution, type ConvolutionForm } from './convolution-form.ts'
import type { GraphWriter, Output } from '../graph-writer.ts'
import { sizeOf, type TensorType } from '../tensor.ts'

/** The channels of one group, along the last axis. */
export function groupOf(
  graph: GraphWriter,
  { dtype }: ConvolutionForm,
  input: Output,
  { index, channels }: { readonly index: number; readonly channels: number }
): Output {
  const begin = graph.constant('int32', [4], [0, 0, 0, index * channels])
  const size = graph.constant('int32', [4], [-1, -1, -1, channels])
  return graph.node('Slice', [input, begin, size], { T: { type: dtype }, Index: { type: 'int32' } })
}

/**
 * Computes each group by itself and lays the results side by side. Grouped kernels are faster where there are many
 * groups, but without oneDNN they have no gradients on a CPU, and not even a forward pass once a bias is fused in.
 */
export function inGroups(graph: GraphWriter, convolution: ConvolutionForm, compute: (index: number) => Output): Output {
  const count = groupsOf(convolution)
  const parts = Array.from({ length: count }, (_, index) => compute(index))
  return graph.node('ConcatV2', [...parts, graph.constant('int32', [], [3])], {
    T: { type: convolution.dtype },
    N: { int: count },
    Tidx: { type: 'int32' }
  })
}

export function groupsOf({ kernels, image, filter }: ConvolutionForm): number {
  return kernels === depthwiseConvolution ? 1 : sizeOf(image, 3) / sizeOf(filter, 2)
}

/** As many groups as channels are a depthwise convolution, which has kernels everywhere. */
export function asDepthwise(whole: ConvolutionForm): ConvolutionForm | undefined {
  const { image, filter, attributes } = whole
  const groups = groupsOf(whole)
  if (groups === 1 || groups < sizeOf(image, 3) || attributes.strides[0] !== attributes.strides[1]) return undefined
  const shape = [...filter.shape.slice(0, 2), groups, sizeOf(filter, 3) / groups]
  return { ...whole, kernels: depthwiseConvolution, filter: { ...filter, shape } }
}

/** The filters in another shape of as many numbers. */
export function reshaped(
  graph: GraphWriter,
  { dtype }: ConvolutionForm,
  filter: Output,
  { shape }: TensorType
): Output {
  return graph.node('Reshape', [filter, graph.constant('int32', [shape.length], shape.map(Number))], {
    T: { type: dtype },
    Tshape: { type: 'int32' }
  })
}

/** One group's part of a grouped convolution. */
export function partOf(whole: ConvolutionForm, groups: number): ConvolutionForm {
  const { image, filter } = whole
  return {
    ...whole,
    image: { ...image, shape: [...image.shape.slice(0, 3), sizeOf(filter, 2)] },
    filter: { ...filter, shape: [...filter.shape.slice(0, 3), sizeOf(filter, 3) / groups] }
  }
}
