/** Points of different spaces don't mix: each carries its space in its type. */
export type ScreenPoint = { readonly x: number; readonly y: number; readonly space?: 'screen' }
/** Where things lie on a graph, at zoom 1. */
export type CanvasPoint = { readonly x: number; readonly y: number; readonly space?: 'canvas' }

export interface Size {
  readonly width: number
  readonly height: number
}

/** A rectangle in canvas points. */
export interface Rectangle {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export function screenPoint(x: number, y: number): ScreenPoint {
  return { x, y }
}

export function canvasPoint(x: number, y: number): CanvasPoint {
  return { x, y }
}

/** Positions of nodes lie on this grid. */
export const gridSize = 8

export function snap(value: number): number {
  return Math.round(value / gridSize) * gridSize
}

export function rectangleBetween(a: CanvasPoint, b: CanvasPoint): Rectangle {
  return {
    left: Math.min(a.x, b.x),
    top: Math.min(a.y, b.y),
    right: Math.max(a.x, b.x),
    bottom: Math.max(a.y, b.y)
  }
}

export function grow(rectangle: Rectangle, by: number): Rectangle {
  return {
    left: rectangle.left - by,
    top: rectangle.top - by,
    right: rectangle.right + by,
    bottom: rectangle.bottom + by
  }
}

export function shift(rectangle: Rectangle, x: number, y: number): Rectangle {
  return {
    left: rectangle.left + x,
    top: rectangle.top + y,
    right: rectangle.right + x,
    bottom: rectangle.bottom + y
  }
}

export function overlaps(a: Rectangle, b: Rectangle): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/** Whether the inner rectangle lies wholly in the outer one. */
export function encloses(outer: Rectangle, inner: Rectangle): boolean {
  return (
    inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom
  )
}

export function contains(rectangle: Rectangle, point: CanvasPoint): boolean {
  return (
    point.x >= rectangle.left && point.x <= rectangle.right && point.y >= rectangle.top && point.y <= rectangle.bottom
  )
}

/** The smallest rectangle round all of them; undefined round none. */
export function unionOf(rectangles: Iterable<Rectangle>): Rectangle | undefined {
  let union: Rectangle | undefined
  for (const each of rectangles) {
    union =
      union === undefined
        ? each
        : {
            left: Math.min(union.left, each.left),
            top: Math.min(union.top, each.top),
            right: Math.max(union.right, each.right),
            bottom: Math.max(union.bottom, each.bottom)
          }
  }
  return union
}
