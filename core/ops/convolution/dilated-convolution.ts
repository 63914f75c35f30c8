import type { Pair } from '../../parameters.ts'
import type { Conv2dAttributes, ConvolutionForm } from './convolution-form.ts'
import type { GraphWriter, Output } from '../graph-writer.ts'
import { sizeOf } from '../tensor.ts'

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
export function withoutGaps({
  attributes: { strides, padding, dilations },
  image,
  filter
}: ConvolutionForm): WithoutGaps {
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

export function isDilated({ dilations }: Conv2dAttributes): boolean {
  return dilations.some(dilation => dilation > 1)
}

function bordersConstant(graph: GraphWriter, borders: Borders): Output {
  return graph.constant('int32', [2, 2], borders.flat())
}

/** The images dealt out, so that what lay a dilation apart lies side by side. */
export function toBatch(
  graph: GraphWriter,
  { attributes, dtype }: ConvolutionForm,
  input: Output,
  padding: Borders
): Output {
  const inputs = [input, graph.constant('int32', [2], attributes.dilations), bordersConstant(graph, padding)]
  return graph.node('SpaceToBatchND', inputs, {
    T: { type: dtype },
    Tblock_shape: { type: 'int32' },
    Tpaddings: { type: 'int32' }
  })
}

/** Undoes `toBatch`. */
export function fromBatch(
  graph: GraphWriter,
  { attributes, dtype }: ConvolutionForm,
  input: Output,
  cropping: Borders
): Output {
  const inputs = [input, graph.constant('int32', [2], attributes.dilations), bordersConstant(graph, cropping)]
  return graph.node('BatchToSpaceND', inputs, {
    T: { type: dtype },
    Tblock_shape: { type: 'int32' },
    Tcrops: { type: 'int32' }
  })
}
