import type { Direction } from '../../../../core/graph/direction.ts'
import { canvasPoint, type CanvasPoint, type Rectangle } from '../../points.ts'
import { turnPoint, turnRectangle } from '../direction.ts'

/** Where each of so many ports stands along a node's side, as shares of its width: the first of two in the middle. */
export function portFractions(count: number): readonly number[] {
  if (count <= 1) return [0.5]
  // The main way through a network stays a straight line; a label's or a target's port stands aside.
  if (count === 2) return [0.5, 0.82]
  return Array.from({ length: count }, (_, index) => (index + 1) / (count + 1))
}

/** Where so many ports stand on the side of a node on which data come in, or go out. */
export function portPoints(
  bounds: Rectangle,
  count: number,
  { direction, side }: { readonly direction: Direction; readonly side: 'start' | 'end' }
): readonly CanvasPoint[] {
  const { left, right, top, bottom } = turnRectangle(bounds, direction)
  const y = side === 'start' ? top : bottom
  return portFractions(count).map(fraction => turnPoint(canvasPoint(left + (right - left) * fraction, y), direction))
}
