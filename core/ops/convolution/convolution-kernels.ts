import { depthwiseConvolution, gapless, kernelAttributes, type ConvolutionForm } from './convolution-form.ts'
import { exchanged, isMisread, ofFilters, ofImages, onItsSide } from './convolution-on-its-side.ts'
import { fromBatch, isDilated, toBatch, withoutGaps } from './dilated-convolution.ts'
import type { GraphWriter, Output } from '../graph-writer.ts'
import { asDepthwise, groupOf, groupsOf, inGroups, partOf, reshaped } from './grouped-convolution.ts'
import { shapeAtRunTime, shapeInBatchOf, type Typed } from '../run-time-shape.ts'
import { isOverrun, thinned } from './skipping-points.ts'
import { sizeOf } from '../tensor.ts'

/** The convolution itself. */
export function convolved(
  graph: GraphWriter,
  convolution: ConvolutionForm,
  { input, filter }: { readonly input: Output; readonly filter: Output }
): Output {
  const { kernels, attributes, dtype } = convolution
  const alone = asDepthwise(convolution)
  if (alone !== undefined) {
    return convolved(graph, alone, { input, filter: reshaped(graph, alone, filter, alone.filter) })
  }
  const groups = groupsOf(convolution)
  if (groups > 1) {
    const part = partOf(convolution, groups)
    return inGroups(graph, convolution, index =>
      convolved(graph, part, {
        input: groupOf(graph, part, input, { index, channels: sizeOf(part.image, 3) }),
        filter: groupOf(graph, part, filter, { index, channels: sizeOf(part.filter, 3) })
      })
    )
  }
  if (isMisread(convolution)) {
    const result = convolved(graph, onItsSide(convolution), {
      input: exchanged(graph, dtype, input, ofImages),
      filter: exchanged(graph, dtype, filter, ofFilters)
    })
    return exchanged(graph, dtype, result, ofImages)
  }
  // Only the depthwise kernel knows no dilation.
  if (!isDilated(attributes) || kernels !== depthwiseConvolution) {
    return graph.node(kernels.forward, [input, filter], kernelAttributes(dtype, attributes))
  }
  const { padding, surplus } = withoutGaps(convolution)
  const apart = toBatch(graph, convolution, input, padding)
  const together = graph.node(kernels.forward, [apart, filter], kernelAttributes(dtype, gapless))
  return fromBatch(graph, convolution, together, surplus)
}

/** What the images change the loss by. `like` has their shape. */
export function inputGradient(
  graph: GraphWriter,
  convolution: ConvolutionForm,
  { like, filter, gradient }: { readonly like?: Typed | undefined; readonly filter: Output; readonly gradient: Output }
): Output {
  const { kernels, attributes, image, dtype } = convolution
  const alone = asDepthwise(convolution)
  if (alone !== undefined) {
    return inputGradient(graph, alone, { like, filter: reshaped(graph, alone, filter, alone.filter), gradient })
  }
  const groups = groupsOf(convolution)
  if (groups > 1) {
    const part = partOf(convolution, groups)
    const channels = sizeOf(part.filter, 3)
    return inGroups(graph, convolution, index =>
      inputGradient(graph, part, {
        filter: groupOf(graph, part, filter, { index, channels }),
        gradient: groupOf(graph, part, gradient, { index, channels })
      })
    )
  }
  if (!isDilated(attributes)) {
    const shape =
      like === undefined
        ? shapeInBatchOf(graph, { output: gradient, dtype }, image.shape.slice(1).map(Number))
        : shapeAtRunTime(graph, like)
    return graph.node(kernels.toInput, [shape, filter, gradient], kernelAttributes(dtype, attributes))
  }
  const { padding, surplus, size } = withoutGaps(convolution)
  const apart = toBatch(graph, convolution, gradient, surplus)
  const shape = shapeInBatchOf(graph, { output: apart, dtype }, [...size, sizeOf(image, 3)])
  const together = graph.node(kernels.toInput, [shape, filter, apart], kernelAttributes(dtype, gapless))
  return fromBatch(graph, convolution, together, padding)
}

/** What the filters change the loss by. */
export function filterGradient(
  graph: GraphWriter,
  convolution: ConvolutionForm,
  { input, gradient }: { readonly input: Output; readonly gradient: Output }
): Output {
  const { kernels, attributes, filter, dtype } = convolution
  const alone = asDepthwise(convolution)
  if (alone !== undefined) {
    return reshaped(graph, convolution, filterGradient(graph, alone, { input, gradient }), filter)
  }
  const groups = groupsOf(convolution)
  if (groups > 1) {
    const part = partOf(convolution, groups)
    return inGroups(graph, convolution, index =>
      filterGradient(graph, part, {
        input: groupOf(graph, part, input, { index, channels: sizeOf(part.image, 3) }),
        gradient: groupOf(graph, part, gradient, { index, channels: sizeOf(part.filter, 3) })
      })
    )
  }
  const shape = graph.constant('int32', [4], filter.shape.map(Number))
  if (isOverrun(convolution)) {
    const seen = thinned(graph, convolution, input)
    return graph.node(kernels.toFilter, [seen, shape, gradient], kernelAttributes(dtype, gapless))
  }
  if (!isDilated(attributes)) {
    return graph.node(kernels.toFilter, [input, shape, gradient], kernelAttributes(dtype, attributes))
  }
  const { padding, surplus } = withoutGaps(convolution)
  const inputs = [toBatch(graph, convolution, input, padding), shape, toBatch(graph, convolution, gradient, surplus)]
  return graph.node(kernels.toFilter, inputs, kernelAttributes(dtype, gapless))
}
