import { canvasPoint, contains, grow, type CanvasPoint, type Rectangle } from '../points.ts'

/** How a whole graph lies in the minimap. */
export interface MinimapView {
  /** The size of the minimap, in screen points. */
  readonly width: number
  readonly height: number
  /** The canvas point in its upper left corner, and its screen points for each canvas point. */
  readonly left: number
  readonly top: number
  readonly scale: number
  /** Where what is seen lies in the minimap; never so small that it could not be grasped. */
  frameOf(seen: Rectangle): {
    readonly left: number
    readonly top: number
    readonly width: number
    readonly height: number
  }
  toCanvas(x: number, y: number): CanvasPoint
}

const largest = { width: 208, height: 152 }
const smallest = { width: 88, height: 64 }
/** A window smaller than this has no room for it, in screen points. */
const leastWindow = { width: 720, height: 400 }
const margin = 0.04
const leastFrame = 10

/** Undefined where it would be of no use: everything is seen, or there is no room. */
export function placeMinimap(bounds: Rectangle | undefined, seen: Rectangle, zoom: number): MinimapView | undefined {
  if (bounds === undefined || isTooSmall(seen, zoom)) return undefined
  const isWhole =
    contains(seen, canvasPoint(bounds.left, bounds.top)) && contains(seen, canvasPoint(bounds.right, bounds.bottom))
  if (isWhole) return undefined
  const { left, top, right, bottom } = grow(
    bounds,
    margin * Math.max(bounds.right - bounds.left, bounds.bottom - bounds.top)
  )
  const scale = Math.min(largest.width / (right - left), largest.height / (bottom - top))
  const width = Math.max(smallest.width, Math.round((right - left) * scale))
  const height = Math.max(smallest.height, Math.round((bottom - top) * scale))
  const corner = { x: (left + right - width / scale) / 2, y: (top + bottom - height / scale) / 2 }
  return {
    width,
    height,
    left: corner.x,
    top: corner.y,
    scale,
    frameOf(area) {
      const [frameWidth, frameHeight] = [
        Math.max(leastFrame, (area.right - area.left) * scale),
        Math.max(leastFrame, (area.bottom - area.top) * scale)
      ]
      return {
        left: ((area.left + area.right) / 2 - corner.x) * scale - frameWidth / 2,
        top: ((area.top + area.bottom) / 2 - corner.y) * scale - frameHeight / 2,
        width: frameWidth,
        height: frameHeight
      }
    },
    toCanvas: (x, y) => canvasPoint(corner.x + x / scale, corner.y + y / scale)
  }
}

function isTooSmall(seen: Rectangle, zoom: number): boolean {
  return (seen.right - seen.left) * zoom < leastWindow.width || (seen.bottom - seen.top) * zoom < leastWindow.height
}
