import type { Pair } from '../parameters.ts'
import type { GraphWriter, NodeAttribute, Output } from './graph-writer.ts'
import type { WindowPadding } from './shape-rules.ts'
import type { OpAttributes } from './define-op.ts'
import { sizeOf, type TensorType } from './tensor.ts'

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
}

const form = { T: { type: 'float32' } } as const

export function kernelAttributes({ strides, padding, dilations }: Conv2dAttributes): Record<string, NodeAttribute> {
  return {
    ...form,
    strides: { ints: [1, ...strides, 1] },
    dilations: { ints: [1, ...dilations, 1] },
    padding: { string: padding.toUpperCase() },
    data_format: { string: 'NHWC' }
  }
}

const shapeForm = { ...form, out_type: { type: 'int32' } } as const

/** [the batch that this tensor has at run time, ...rest], as whole numbers. */
export function shapeInBatchOf(graph: GraphWriter, output: Output, rest: readonly number[]): Output {
  const shape = graph.node('Shape', [output], shapeForm)
  const samples = graph.node('GatherV2', [shape, graph.constant('int32', [1], [0]), graph.constant('int32', [], [0])], {
    Tparams: { type: 'int32' },
    Tindices: { type: 'int32' },
    Taxis: { type: 'int32' }
  })
  const sizes = graph.constant('int32', [rest.length], rest)
  return graph.node('ConcatV2', [samples, sizes, graph.constant('int32', [], [0])], {
    N: { int: 2 },
    T: { type: 'int32' },
    Tidx: { type: 'int32' }
  })
}

type Borders = readonly [Pair, Pair]

interface WithoutGaps {
  /** Around the image, so that it has as many rows and columns as a multiple of the dilation. */
  readonly padding: Borders
  /** What that adds to the result, at its end. */
  readonly surplus: Borders
  /** Height and width of each of the images that the padded one is dealt to. */
  readonly size: Pair
}

/**
 * How to compute a convolution with gaps by one without: every D-th row and column of the padded image is an image
 * of its own, over which the window slides without gaps (TensorFlow's `with_space_to_batch`). Not every library of
 * TensorFlow has gradients of dilated convolutions on a CPU: those without oneDNN, as on macOS and Windows, have not.
 */
function withoutGaps({ attributes: { strides, padding, dilations }, image, filter }: ConvolutionForm): WithoutGaps {
  const axes = ([0, 1] as const).map(axis => {
    if (strides[axis] !== 1) throw new Error('A dilated convolution has a stride of 1.')
    const dilation = dilations[axis]
    const around = padding === 'same' ? (sizeOf(filter, axis) - 1) * dilation : 0
    const before = Math.floor(around / 2)
    const whole = sizeOf(image, axis + 1) + around
    const surplus = (dilation - (whole % dilation)) % dilation
    return { before, after: around - before + surplus, surplus, size: (whole + surplus) / dilation }
  })
  const [rows, columns] = axes as [(typeof axes)[0], (typeof axes)[0]]
  return {
    padding: [
      [rows.before, rows.after],
      [columns.before, columns.after]
    ],
    surplus: [
      [0, rows.surplus],
      [0, columns.surplus]
    ],
    size: [rows.size, columns.size]
  }
}

function isDilated({ dilations }: Conv2dAttributes): boolean {
  return dilations.some(dilation => dilation > 1)
}

function bordersConstant(graph: GraphWriter, borders: Borders): Output {
  return graph.constant('int32', [2, 2], borders.flat())
}

function toBatch(graph: GraphWriter, input: Output, dilations: Pair, padding: Borders): Output {
  const inputs = [input, graph.constant('int32', [2], dilations), bordersConstant(graph, padding)]
  return graph.node('SpaceToBatchND', inputs, {
    ...form,
    Tblock_shape: { type: 'int32' },
    Tpaddings: { type: 'int32' }
  })
}

function fromBatch(graph: GraphWriter, input: Output, dilations: Pair, cropping: Borders): Output {
  const inputs = [input, graph.constant('int32', [2], dilations), bordersConstant(graph, cropping)]
  return graph.node('BatchToSpaceND', inputs, { ...form, Tblock_shape: { type: 'int32' }, Tcrops: { type: 'int32' } })
}

const gapless = kernelAttributes({ strides: [1, 1], padding: 'valid', dilations: [1, 1] })

/** The channels of one group, along the last axis. */
function groupOf(graph: GraphWriter, input: Output, index: number, channels: number): Output {
  const begin = graph.constant('int32', [4], [0, 0, 0, index * channels])
  const size = graph.constant('int32', [4], [-1, -1, -1, channels])
  return graph.node('Slice', [input, begin, size], { ...form, Index: { type: 'int32' } })
}

/**
 * Computes each group by itself and lays the results side by side. Grouped kernels are faster where there are many
 * groups, but without oneDNN they have no gradients on a CPU, and not even a forward pass once a bias is fused in.
 */
function inGroups(graph: GraphWriter, count: number, compute: (index: number) => Output): Output {
  const parts = Array.from({ length: count }, (_, index) => compute(index))
  return graph.node('ConcatV2', [...parts, graph.constant('int32', [], [3])], {
    ...form,
    N: { int: count },
    Tidx: { type: 'int32' }
  })
}

function groupsOf({ kernels, image, filter }: ConvolutionForm): number {
  return kernels === depthwiseConvolution ? 1 : sizeOf(image, 3) / sizeOf(filter, 2)
}

/** As many groups as channels are a depthwise convolution, which has kernels everywhere. */
function asDepthwise(whole: ConvolutionForm): ConvolutionForm | undefined {
  const { image, filter, attributes } = whole
  const groups = groupsOf(whole)
  if (groups === 1 || groups < sizeOf(image, 3) || attributes.strides[0] !== attributes.strides[1]) return undefined
  const shape = [...filter.shape.slice(0, 2), groups, sizeOf(filter, 3) / groups]
  return { ...whole, kernels: depthwiseConvolution, filter: { ...filter, shape } }
}

function reshaped(graph: GraphWriter, output: Output, { shape }: TensorType): Output {
  return graph.node('Reshape', [output, graph.constant('int32', [shape.length], shape.map(Number))], {
    ...form,
    Tshape: { type: 'int32' }
  })
}

/** One group's part of a grouped convolution. */
function partOf(whole: ConvolutionForm, groups: number): ConvolutionForm {
  const { image, filter } = whole
  return {
    ...whole,
    image: { ...image, shape: [...image.shape.slice(0, 3), sizeOf(filter, 2)] },
    filter: { ...filter, shape: [...filter.shape.slice(0, 3), sizeOf(filter, 3) / groups] }
  }
}

/** The convolution itself. */
export function convolved(
  graph: GraphWriter,
  convolution: ConvolutionForm,
  { input, filter }: { readonly input: Output; readonly filter: Output }
): Output {
  const { kernels, attributes } = convolution
  const alone = asDepthwise(convolution)
  if (alone !== undefined) {
    return convolved(graph, alone, { input, filter: reshaped(graph, filter, alone.filter) })
  }
  const groups = groupsOf(convolution)
  if (groups > 1) {
    const part = partOf(convolution, groups)
    return inGroups(graph, groups, index =>
      convolved(graph, part, {
        input: groupOf(graph, input, index, sizeOf(part.image, 3)),
        filter: groupOf(graph, filter, index, sizeOf(part.filter, 3))
      })
    )
  }
  // Only the depthwise kernel knows no dilation.
  if (!isDilated(attributes) || kernels !== depthwiseConvolution) {
    return graph.node(kernels.forward, [input, filter], kernelAttributes(attributes))
  }
  const { padding, surplus } = withoutGaps(convolution)
  const apart = toBatch(graph, input, attributes.dilations, padding)
  return fromBatch(graph, graph.node(kernels.forward, [apart, filter], gapless), attributes.dilations, surplus)
}

/** What the images change the loss by. `like` has their shape. */
export function inputGradient(
  graph: GraphWriter,
  convolution: ConvolutionForm,
  { like, filter, gradient }: { readonly like?: Output | undefined; readonly filter: Output; readonly gradient: Output }
): Output {
  const { kernels, attributes, image } = convolution
  const alone = asDepthwise(convolution)
  if (alone !== undefined) {
    return inputGradient(graph, alone, { like, filter: reshaped(graph, filter, alone.filter), gradient })
  }
  const groups = groupsOf(convolution)
  if (groups > 1) {
    const part = partOf(convolution, groups)
    const filters = sizeOf(part.filter, 3)
    return inGroups(graph, groups, index =>
      inputGradient(graph, part, {
        filter: groupOf(graph, filter, index, filters),
        gradient: groupOf(graph, gradient, index, filters)
      })
    )
  }
  if (!isDilated(attributes)) {
    const shape =
      like === undefined
        ? shapeInBatchOf(graph, gradient, image.shape.slice(1).map(Number))
        : graph.node('Shape', [like], shapeForm)
    return graph.node(kernels.toInput, [shape, filter, gradient], kernelAttributes(attributes))
  }
  const { padding, surplus, size } = withoutGaps(convolution)
  const apart = toBatch(graph, gradient, attributes.dilations, surplus)
  const shape = shapeInBatchOf(graph, apart, [...size, sizeOf(image, 3)])
  return fromBatch(graph, graph.node(kernels.toInput, [shape, filter, apart], gapless), attributes.dilations, padding)
}

/** What the filters change the loss by. */
export function filterGradient(
  graph: GraphWriter,
  convolution: ConvolutionForm,
  { input, gradient }: { readonly input: Output; readonly gradient: Output }
): Output {
  const { kernels, attributes, filter } = convolution
  const alone = asDepthwise(convolution)
  if (alone !== undefined) return reshaped(graph, filterGradient(graph, alone, { input, gradient }), filter)
  const groups = groupsOf(convolution)
  if (groups > 1) {
    const part = partOf(convolution, groups)
    return inGroups(graph, groups, index =>
      filterGradient(graph, part, {
        input: groupOf(graph, input, index, sizeOf(part.image, 3)),
        gradient: groupOf(graph, gradient, index, sizeOf(part.filter, 3))
      })
    )
  }
  const shape = graph.constant('int32', [4], filter.shape.map(Number))
  if (!isDilated(attributes)) {
    return graph.node(kernels.toFilter, [input, shape, gradient], kernelAttributes(attributes))
  }
  const { padding, surplus } = withoutGaps(convolution)
  const { dilations } = attributes
  const inputs = [toBatch(graph, input, dilations, padding), shape, toBatch(graph, gradient, dilations, surplus)]
  return graph.node(kernels.toFilter, inputs, gapless)
}
