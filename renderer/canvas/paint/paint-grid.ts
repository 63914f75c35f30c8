import type { Rectangle } from '../points.ts'

/** Between dots at zoom 1: three steps of the grid that nodes snap to. */
const spacing = 24
/** Dots stand no closer than this on the screen. */
const leastSpacing = 12
/** Across, on the screen. */
const dotSize = 2

/** The dotted ground of an area, each dot on whole pixels. */
export function paintGrid(context: CanvasRenderingContext2D, area: Rectangle, scale: number, color: string): void {
  let step = spacing
  while (step * scale < leastSpacing) step *= 2
  const zoom = context.getTransform().a
  const size = (dotSize * zoom) / scale
  const snapped = (value: number): number => Math.round(value * zoom - size / 2) / zoom
  const first = (from: number): number => Math.floor(from / step) * step
  // One path: a thousand fillings take three times as long.
  context.beginPath()
  for (let y = first(area.top); y < area.bottom + step; y += step) {
    const top = snapped(y)
    for (let x = first(area.left); x < area.right + step; x += step) {
      context.rect(snapped(x), top, size / zoom, size / zoom)
    }
  }
  context.fillStyle = color
  context.fill()
}
