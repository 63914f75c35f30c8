import type { Window } from '../layers/define-layer.ts'
import type { Pair } from '../parameters.ts'
import type { ReceptiveField } from './network.ts'

/** One pixel of the image sees itself. */
export const onePixel: ReceptiveField = { size: [1, 1], stride: [1, 1], start: [0, 0] }

/** What two inputs see together. An undefined one, such as a label's, sees no image. */
export function widest(
  left: ReceptiveField | undefined,
  right: ReceptiveField | undefined
): ReceptiveField | undefined {
  if (left === undefined || right === undefined || left === right) return left ?? right
  const start = both(Math.min, left.start, right.start)
  const end = both(Math.max, both(sum, left.start, left.size), both(sum, right.start, right.size))
  return {
    size: both((last, first) => last - first, end, start),
    stride: both(Math.max, left.stride, right.stride),
    start
  }
}

/** Rows and columns of what a window slides over and of what comes out; undefined where one of the two is no image. */
export interface Slide {
  readonly from: Pair
  readonly to: Pair
}

/** What a window over the outputs of a layer sees: r + (k − 1) j pixels, each step j s pixels apart (Araujo et al. 2019). */
export function widen(field: ReceptiveField, window: Window | 'all', slide?: Slide): ReceptiveField {
  if (window === 'all') return { size: [Infinity, Infinity], stride: field.stride, start: [0, 0] }
  const reach = both((size, step) => (size - 1) * step, window.size, field.stride)
  const before = window.padding ?? (slide === undefined ? none : paddingBefore(window, slide))
  return {
    size: both(sum, field.size, reach),
    stride: both((step, stride) => step * stride, field.stride, window.stride),
    start: both(
      (first, shift) => first - shift,
      field.start,
      both((rows, step) => rows * step, before, field.stride)
    )
  }
}

const none: Pair = [0, 0]

/**
 * Rows and columns of padding before the first window, from the sizes alone: as many in all as the windows reach over,
 * the smaller half before (TensorFlow's `SAME`). Negative where the image was cropped.
 */
export function paddingBefore({ size, stride }: Window, { from, to }: Slide): Pair {
  const over = (axis: 0 | 1): number => {
    const whole = (to[axis] - 1) * stride[axis] + size[axis] - from[axis]
    // Up to a stride is left unseen at the end where nothing is padded.
    if (whole <= 0 && whole > -stride[axis]) return 0
    // An output finer than its input has its places in between, with half of the overhang on either side.
    return stride[axis] < 1 ? whole / 2 : Math.floor(whole / 2)
  }
  return [over(0), over(1)]
}

/** Where the outputs of a layer look on the input image, along one axis. */
export interface Reach {
  /** First pixel of the first output's field and one past the last of the last output's; beyond the image where they look over its edge. */
  readonly from: number
  readonly to: number
  /** Rows or columns of the image that no output sees: at the start, at the end. */
  readonly missed: readonly [number, number]
  /** How far the fields of the first and the last output look over the image's edge. */
  readonly beyond: readonly [number, number]
}

/** What `count` outputs with this field see of an axis of `side` pixels. */
export function reachOf({ size, stride, start }: ReceptiveField, axis: 0 | 1, count: number, side: number): Reach {
  if (!Number.isFinite(size[axis])) return { from: 0, to: side, missed: [0, 0], beyond: [0, 0] }
  const from = start[axis]
  const to = from + (count - 1) * stride[axis] + size[axis]
  const over = (pixels: number): number => Math.max(0, Math.round(pixels))
  return { from, to, missed: [over(from), over(side - to)], beyond: [over(-from), over(to - side)] }
}

/** First pixel of the field of the output at this row and column. */
export function fieldAt({ stride, start }: ReceptiveField, at: Pair): Pair {
  return both(
    sum,
    start,
    both((index, step) => index * step, at, stride)
  )
}

/** The pixel, or the place between two, that the first output looks at: the middle of its field. */
export function centerOf({ size, start }: ReceptiveField): Pair {
  return both((first, side) => first + (side - 1) / 2, start, size)
}

function sum(left: number, right: number): number {
  return left + right
}

function both(operation: (left: number, right: number) => number, left: Pair, right: Pair): Pair {
  return [operation(left[0], right[0]), operation(left[1], right[1])]
}
