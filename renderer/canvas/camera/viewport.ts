import {
  canvasPoint,
  grow,
  overlaps,
  screenPoint,
  type CanvasPoint,
  type Rectangle,
  type ScreenPoint,
  type Size
} from '../points.ts'

/** What is seen of a graph: the screen place of the canvas's origin, and how many screen points a canvas point has. */
export interface Viewport {
  readonly x: number
  readonly y: number
  readonly scale: number
}

export const smallestScale = 0.02
export const largestScale = 4
/** Fitting a small graph does not blow it up beyond its drawn size. */
const largestFit = 1

export function toCanvas(viewport: Viewport, point: ScreenPoint): CanvasPoint {
  return canvasPoint((point.x - viewport.x) / viewport.scale, (point.y - viewport.y) / viewport.scale)
}

export function toScreen(viewport: Viewport, point: CanvasPoint): ScreenPoint {
  return screenPoint(point.x * viewport.scale + viewport.x, point.y * viewport.scale + viewport.y)
}

export function pan(viewport: Viewport, x: number, y: number): Viewport {
  return { ...viewport, x: viewport.x + x, y: viewport.y + y }
}

/** Zooms by a factor and keeps the canvas point under the given screen point where it is. */
export function zoomAround(viewport: Viewport, at: ScreenPoint, factor: number): Viewport {
  const scale = Math.min(largestScale, Math.max(smallestScale, viewport.scale * factor))
  const still = toCanvas(viewport, at)
  return { scale, x: at.x - still.x * scale, y: at.y - still.y * scale }
}

export function visibleRectangle(viewport: Viewport, size: Size): Rectangle {
  const upperLeft = toCanvas(viewport, screenPoint(0, 0))
  const lowerRight = toCanvas(viewport, screenPoint(size.width, size.height))
  return { left: upperLeft.x, top: upperLeft.y, right: lowerRight.x, bottom: lowerRight.y }
}

/** Space round what is fitted, in screen points; what floats over the canvas has its place there. */
export interface Margins {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}

/** The viewport that shows the whole rectangle in the middle; `most` bounds the zoom. */
export function fit(rectangle: Rectangle, size: Size, margins: Margins, most: number = largestFit): Viewport {
  const width = Math.max(1, size.width - margins.left - margins.right)
  const height = Math.max(1, size.height - margins.top - margins.bottom)
  const wanted = Math.min(
    width / Math.max(1, rectangle.right - rectangle.left),
    height / Math.max(1, rectangle.bottom - rectangle.top)
  )
  const scale = Math.min(most, Math.max(smallestScale, wanted))
  return {
    scale,
    x: margins.left + width / 2 - ((rectangle.left + rectangle.right) / 2) * scale,
    y: margins.top + height / 2 - ((rectangle.top + rectangle.bottom) / 2) * scale
  }
}

/** Between what is fitted and what floats over the canvas. */
const floatingDistance = 12
/** A drawing is not made smaller than so much of its size for what floats over it. */
const leastFraction = 0.6

/** As `fit`, with the drawing beside what floats over the canvas rather than under it. `floating` in screen points. */
export function fitBeside(
  rectangle: Rectangle,
  size: Size,
  margins: Margins,
  floating: readonly Rectangle[]
): Viewport {
  const whole = fit(rectangle, size, margins)
  let [best, room] = [whole, margins]
  for (const each of floating) {
    if (!overlaps(each, drawnAt(rectangle, best))) continue
    const { left, right, top, bottom } = grow(each, floatingDistance)
    const choices = [
      { ...room, top: Math.max(room.top, bottom) },
      { ...room, bottom: Math.max(room.bottom, size.height - top) },
      { ...room, right: Math.max(room.right, size.width - left) },
      { ...room, left: Math.max(room.left, right) }
    ].map(choice => ({ choice, viewport: fit(rectangle, size, choice) }))
    const [largest] = choices.sort((a, b) => b.viewport.scale - a.viewport.scale)
    if (largest === undefined || largest.viewport.scale < whole.scale * leastFraction) continue
    best = largest.viewport
    room = largest.choice
  }
  return best
}

function drawnAt({ left, top, right, bottom }: Rectangle, viewport: Viewport): Rectangle {
  const [from, to] = [toScreen(viewport, canvasPoint(left, top)), toScreen(viewport, canvasPoint(right, bottom))]
  return { left: from.x, top: from.y, right: to.x, bottom: to.y }
}

/** The nearest viewport, by panning alone, that shows the rectangle; the same one where it is seen already. */
export function reveal(viewport: Viewport, rectangle: Rectangle, size: Size, margin: number): Viewport {
  const seen = visibleRectangle(viewport, size)
  const edge = margin / viewport.scale
  const across = displacement(rectangle.left - edge, rectangle.right + edge, seen.left, seen.right)
  const down = displacement(rectangle.top - edge, rectangle.bottom + edge, seen.top, seen.bottom)
  return across === 0 && down === 0 ? viewport : pan(viewport, -across * viewport.scale, -down * viewport.scale)
}

/** How far a window must move along one axis to hold the interval; its start counts where it is too long. */
function displacement(start: number, end: number, seenStart: number, seenEnd: number): number {
  if (start < seenStart || end - start > seenEnd - seenStart) return start - seenStart
  return end > seenEnd ? end - seenEnd : 0
}

/** In screen points from the edge of the window; narrower than the margin of what is fitted. */
const edgeWidth = 16
/** In screen points a frame, at the very edge. */
const fastestEdgePan = 14

/** How far to pan in one frame while something is dragged at the window's edge, as a displacement of the drawing. */
export function edgePan(at: ScreenPoint, size: Size): { readonly x: number; readonly y: number } {
  const along = (position: number, length: number): number => {
    const before = Math.max(0, edgeWidth - Math.max(0, position))
    const after = Math.max(0, edgeWidth - Math.max(0, length - position))
    return ((before - after) / edgeWidth) * fastestEdgePan
  }
  return { x: along(at.x, size.width), y: along(at.y, size.height) }
}
