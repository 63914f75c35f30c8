import { windowCount, type WindowPadding } from '../../../../core/ops/shape-rules.ts'
import type { Pair } from '../../../../core/parameters.ts'

/** A convolution by its sizes: of images of `size` with filters of `kernel` rows and columns. */
export interface Convolution {
  readonly size: Pair
  readonly kernel: Pair
  readonly channels: number
  readonly filters: number
  readonly groups: number
  readonly strides: Pair
  readonly dilations: Pair
  readonly padding: WindowPadding
}

interface Axis {
  readonly positions: number
  /** Rows or columns of zeros before the image. */
  readonly before: number
}

function axisOf({ size, kernel, strides, dilations, padding }: Convolution, axis: 0 | 1): Axis {
  const window = (kernel[axis] - 1) * dilations[axis] + 1
  const positions = windowCount(size[axis], window, strides[axis], padding)
  const around = padding === 'valid' ? 0 : Math.max(0, (positions - 1) * strides[axis] + window - size[axis])
  return { positions, before: Math.floor(around / 2) }
}

/** Height and width of what it gives; 0 or less where the window is larger than the image. */
export function outputSize(convolution: Convolution): Pair {
  return [axisOf(convolution, 0).positions, axisOf(convolution, 1).positions]
}

/** Row-major numbers: images, filters [rows, columns, channels of a group, filters], and outputs. */
interface Numbers {
  readonly image: ArrayLike<number>
  readonly filter: ArrayLike<number>
  readonly output: ArrayLike<number>
}

/**
 * The definition, one product after the other: what the images give, and what the sum of that times `output` changes
 * by with images and filters.
 */
export function convolutionByLoop(convolution: Convolution, batchSize: number, { image, filter, output }: Numbers) {
  const { size, kernel, channels, filters, groups, strides, dilations } = convolution
  const [rows, columns] = [axisOf(convolution, 0), axisOf(convolution, 1)]
  const inner = channels / groups
  const forward = new Array<number>(batchSize * rows.positions * columns.positions * filters).fill(0)
  const toImage = new Array<number>(image.length).fill(0)
  const toFilter = new Array<number>(filter.length).fill(0)
  const each = (place: readonly number[], at: number): void => {
    const [sample = 0, y = 0, x = 0, last = 0] = place
    const first = Math.floor(last / (filters / groups)) * inner
    for (let down = 0; down < kernel[0]; down++) {
      for (let across = 0; across < kernel[1]; across++) {
        const row = y * strides[0] + down * dilations[0] - rows.before
        const column = x * strides[1] + across * dilations[1] - columns.before
        if (row < 0 || row >= size[0] || column < 0 || column >= size[1]) continue
        for (let channel = 0; channel < inner; channel++) {
          const from = ((sample * size[0] + row) * size[1] + column) * channels + first + channel
          const by = ((down * kernel[1] + across) * inner + channel) * filters + last
          forward[at]! += image[from]! * filter[by]!
          toImage[from]! += output[at]! * filter[by]!
          toFilter[by]! += output[at]! * image[from]!
        }
      }
    }
  }
  for (let at = 0; at < forward.length; at++) {
    const pixel = Math.floor(at / filters)
    const line = Math.floor(pixel / columns.positions)
    each([Math.floor(line / rows.positions), line % rows.positions, pixel % columns.positions, at % filters], at)
  }
  return { forward, toImage, toFilter }
}
