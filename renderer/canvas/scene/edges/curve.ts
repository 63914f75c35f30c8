import { canvasPoint, type CanvasPoint, type Rectangle } from '../../points.ts'

/** One cubic Bézier from where the last one ended. */
export interface Segment {
  readonly control1: CanvasPoint
  readonly control2: CanvasPoint
  readonly end: CanvasPoint
}

/** Smooth segments in a row: how an edge runs. `middle` is where its shape stands. */
export interface Curve {
  readonly start: CanvasPoint
  readonly segments: readonly Segment[]
  readonly middle: CanvasPoint
}

const stepsPerSegment = 16

function pointOn(start: CanvasPoint, { control1, control2, end }: Segment, t: number): CanvasPoint {
  const s = 1 - t
  const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t]
  return canvasPoint(
    a * start.x + b * control1.x + c * control2.x + d * end.x,
    a * start.y + b * control1.y + c * control2.y + d * end.y
  )
}

/** The curve as a line of short straight pieces, near enough to test against. */
export function flatten({ start, segments }: Curve, steps: number = stepsPerSegment): readonly CanvasPoint[] {
  const points = [start]
  let from = start
  for (const segment of segments) {
    for (let step = 1; step <= steps; step += 1) points.push(pointOn(from, segment, step / steps))
    from = segment.end
  }
  return points
}

export function pointAlong(start: CanvasPoint, segment: Segment, fraction: number): CanvasPoint {
  return pointOn(start, segment, fraction)
}

/** Holds the whole curve, by its control points. */
export function boundsOfCurve({ start, segments }: Curve): Rectangle {
  let [left, top, right, bottom] = [start.x, start.y, start.x, start.y]
  const include = ({ x, y }: CanvasPoint): void => {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  for (const { control1, control2, end } of segments) {
    include(control1)
    include(control2)
    include(end)
  }
  return { left, top, right, bottom }
}

/** The shortest way from a point to the curve. */
export function distanceTo(curve: Curve, point: CanvasPoint): number {
  const points = flatten(curve)
  let nearest = Infinity
  for (let index = 1; index < points.length; index += 1) {
    const [a, b] = [points[index - 1], points[index]]
    if (a !== undefined && b !== undefined) nearest = Math.min(nearest, distanceToPiece(a, b, point))
  }
  return nearest
}

function distanceToPiece(a: CanvasPoint, b: CanvasPoint, point: CanvasPoint): number {
  const [width, height] = [b.x - a.x, b.y - a.y]
  const length = width * width + height * height
  const fraction = length === 0 ? 0 : ((point.x - a.x) * width + (point.y - a.y) * height) / length
  const t = Math.min(1, Math.max(0, fraction))
  return Math.hypot(point.x - a.x - t * width, point.y - a.y - t * height)
}
