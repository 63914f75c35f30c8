import type { Pair } from '../parameters.ts'
import type { Dimension, Shape } from './tensor.ts'

export type WindowPadding = 'valid' | 'same'

/** Positions of a window along one axis: ceil(W / S) with 'same', floor((W - K) / S) + 1 with 'valid' (TensorFlow's rule). */
export function windowCount(size: number, window: number, stride: number, padding: WindowPadding): number {
  return padding === 'same' ? Math.ceil(size / stride) : Math.floor((size - window) / stride) + 1
}

/** The image axes of a shape [batch, height, width, channels] after a window has passed over them. */
export function windowedShape(
  shape: Shape,
  { window, strides, padding, channels }: { window: Pair; strides: Pair; padding: WindowPadding; channels: Dimension }
): Shape {
  const [batch = 'batch', height, width] = shape
  return [
    batch,
    windowCount(height as number, window[0], strides[0], padding),
    windowCount(width as number, window[1], strides[1], padding),
    channels
  ]
}

/** The shape of two operands brought together as NumPy does: from the last axis, equal or 1. */
export function broadcastShape(left: Shape, right: Shape): Shape {
  const rank = Math.max(left.length, right.length)
  return Array.from({ length: rank }, (_, axis) => {
    const ours = left[axis - rank + left.length] ?? 1
    const theirs = right[axis - rank + right.length] ?? 1
    return ours === 1 ? theirs : ours
  })
}

export function isSameShape(left: Shape, right: Shape): boolean {
  return left.length === right.length && left.every((size, axis) => size === right[axis])
}

/** Output shape of a reduction over `axes`. */
export function reducedShape(shape: Shape, axes: readonly number[], keepAxes: boolean): Shape {
  return keepAxes
    ? shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    : shape.filter((_, axis) => !axes.includes(axis))
}
