import type { Window } from '../layers/define-layer.ts'
import type { Pair } from '../parameters.ts'
import type { ReceptiveField } from './network.ts'

/** One pixel of the picture sees itself. */
export const onePixel: ReceptiveField = { size: [1, 1], stride: [1, 1] }

/** The wider of what two inputs see. An undefined one, such as a label's, sees no picture. */
export function widest(
  left: ReceptiveField | undefined,
  right: ReceptiveField | undefined
): ReceptiveField | undefined {
  if (left === undefined || right === undefined || left === right) return left ?? right
  return { size: both(Math.max, left.size, right.size), stride: both(Math.max, left.stride, right.stride) }
}

/** What a window over the outputs of a layer sees: r + (k − 1) j pixels, each step j s pixels apart (Araujo et al. 2019). */
export function widen(field: ReceptiveField, window: Window | 'all'): ReceptiveField {
  if (window === 'all') return { size: [Infinity, Infinity], stride: field.stride }
  const reach = both((size, step) => (size - 1) * step, window.size, field.stride)
  return {
    size: both((size, more) => size + more, field.size, reach),
    stride: both((step, stride) => step * stride, field.stride, window.stride)
  }
}

function both(operation: (left: number, right: number) => number, left: Pair, right: Pair): Pair {
  return [operation(left[0], right[0]), operation(left[1], right[1])]
}
