import type { Lens } from '../lens/lens.ts'
import type { Colors } from './colors.ts'
import type { Pen } from './pen.ts'
import type { TextCache } from './text-cache.ts'

/** How much of a node is worth drawing at a zoom: colors alone, names, or everything. */
export type Detail = 'colors' | 'names' | 'all'

export function detailAt(scale: number): Detail {
  if (scale < 0.3) return 'colors'
  return scale < 0.55 ? 'names' : 'all'
}

/** What every painter needs. The context is transformed to canvas points. */
export interface Brush {
  readonly context: Pen
  readonly colors: Colors
  readonly texts: TextCache
  readonly scale: number
  readonly detail: Detail
  /** What the drawing is seen through. */
  readonly lens: Lens
}

/** The opacity of what stands back, because something else is meant. */
export const fadedAlpha = 0.22

/** A width in canvas points that is never thinner on the screen than at zoom 1. */
export function hairline(brush: Brush, width = 1): number {
  return width / Math.min(1, brush.scale)
}

export function roundedRectangle(
  context: Pen,
  left: number,
  top: number,
  width: number,
  height: number,
  radius: number
): void {
  context.beginPath()
  context.roundRect(left, top, width, height, radius)
}
