import { canvasPoint, grow, overlaps, type CanvasPoint, type Rectangle } from '../points.ts'
import type { SpatialGrid } from '../spatial-grid.ts'
import { flatten, pointAlong, type Curve, type Segment } from './curve.ts'

/** An edge's ends, and what it must not cross. */
export interface Ends {
  readonly from: CanvasPoint
  readonly to: CanvasPoint
}

/** The place of a swinging edge beside the nodes, so that the next one keeps its distance. */
export interface Lane {
  readonly x: number
  readonly top: number
  readonly bottom: number
}

export interface Routed {
  readonly curve: Curve
  readonly lane: Lane | undefined
}

/** Between an edge and the nodes that it passes. */
const clearance = 10
/** Between a node's side and an edge that swings round it. */
const swing = 24
const laneDistance = 14
/** The height in which an edge turns from down to aside and down again; it fits between two nodes of a column. */
const turn = 56

/** Down from one port to the other; wide round the nodes where they stand in the way. */
export function route(ends: Ends, obstacles: SpatialGrid<Rectangle>, lanes: readonly Lane[]): Routed {
  const straight = straightDown(ends)
  const isAhead = ends.to.y - ends.from.y > 8
  if (isAhead && isClear(straight, ends, obstacles)) return { curve: straight, lane: undefined }
  return isAhead ? swingRound(ends, obstacles, lanes) : loopBack(ends, obstacles, lanes)
}

function makeCurve(start: CanvasPoint, segments: readonly Segment[], middle: CanvasPoint): Curve {
  return { start, segments, middle }
}

/** A single curve that leaves and arrives downwards. Also what follows the pointer while ports are joined. */
export function straightDown({ from, to }: Ends): Curve {
  const fall = to.y - from.y
  const reach = fall > 0 ? Math.max(fall / 2, Math.min(24, fall)) : Math.min(120, 40 - fall / 2)
  const segment = {
    control1: canvasPoint(from.x, from.y + reach),
    control2: canvasPoint(to.x, to.y - reach),
    end: to
  }
  return makeCurve(from, [segment], pointAlong(from, segment, 0.5))
}

function isClear(curve: Curve, { from, to }: Ends, obstacles: SpatialGrid<Rectangle>): boolean {
  // Straight between two neighbours is by far the most frequent case.
  const corridor = {
    left: Math.min(from.x, to.x) - clearance,
    top: from.y + 1,
    right: Math.max(from.x, to.x) + clearance,
    bottom: to.y - 1
  }
  const near = obstacles.within(corridor)
  if (near.length === 0) return true
  const points = flatten(curve, 24)
  return near.every(each => {
    const kept = grow(each, clearance)
    return !points.some(
      ({ x, y }) => x > kept.left && x < kept.right && y > kept.top && y < kept.bottom && y > from.y + 1 && y < to.y - 1
    )
  })
}

function swingRound({ from, to }: Ends, obstacles: SpatialGrid<Rectangle>, lanes: readonly Lane[]): Routed {
  const height = Math.min(turn, (to.y - from.y) / 2)
  const lane = chooseLane({ from, to }, { top: from.y + 4, bottom: to.y - 4 }, obstacles, lanes)
  const top = from.y + height
  const bottom = to.y - height
  const segments: Segment[] = [
    {
      control1: canvasPoint(from.x, from.y + height * 0.6),
      control2: canvasPoint(lane, from.y + height * 0.1),
      end: canvasPoint(lane, top)
    },
    line(canvasPoint(lane, top), canvasPoint(lane, bottom)),
    {
      control1: canvasPoint(lane, to.y - height * 0.1),
      control2: canvasPoint(to.x, to.y - height * 0.6),
      end: to
    }
  ]
  const curve = makeCurve(from, segments, canvasPoint(lane, (top + bottom) / 2))
  return { curve, lane: { x: lane, top, bottom } }
}

/** To a port above or beside: out below, round the side, in from above. */
function loopBack({ from, to }: Ends, obstacles: SpatialGrid<Rectangle>, lanes: readonly Lane[]): Routed {
  const span = { top: to.y - 4, bottom: from.y + 4 }
  const lane = chooseLane({ from, to }, span, obstacles, lanes)
  const height = 28
  const segments: Segment[] = [
    {
      control1: canvasPoint(from.x, from.y + height),
      control2: canvasPoint(lane, from.y + height),
      end: canvasPoint(lane, from.y)
    },
    line(canvasPoint(lane, from.y), canvasPoint(lane, to.y)),
    {
      control1: canvasPoint(lane, to.y - height),
      control2: canvasPoint(to.x, to.y - height),
      end: to
    }
  ]
  const curve = makeCurve(from, segments, canvasPoint(lane, (from.y + to.y) / 2))
  return { curve, lane: { x: lane, ...span } }
}

function line(from: CanvasPoint, to: CanvasPoint): Segment {
  const third = (to.y - from.y) / 3
  return {
    control1: canvasPoint(from.x, from.y + third),
    control2: canvasPoint(to.x, to.y - third),
    end: to
  }
}

/** The free x nearest to both ends, to the right where both sides are as near. */
function chooseLane(
  { from, to }: Ends,
  span: { readonly top: number; readonly bottom: number },
  obstacles: SpatialGrid<Rectangle>,
  lanes: readonly Lane[]
): number {
  const cost = (x: number): number => Math.abs(x - from.x) + Math.abs(x - to.x)
  const right = freeLane(Math.max(from.x, to.x), 1, span, obstacles, lanes)
  const left = freeLane(Math.min(from.x, to.x), -1, span, obstacles, lanes)
  return cost(left) < cost(right) ? left : right
}

function freeLane(
  start: number,
  direction: 1 | -1,
  span: { readonly top: number; readonly bottom: number },
  obstacles: SpatialGrid<Rectangle>,
  lanes: readonly Lane[]
): number {
  let x = start
  // Each round moves past at least one obstacle or lane; the bound only guards against rectangles without size.
  for (let round = 0; round < 10_000; round += 1) {
    const strip = { left: x - clearance, right: x + clearance, ...span }
    const blocking = obstacles.within(strip)
    if (blocking.length > 0) {
      x =
        direction === 1
          ? Math.max(...blocking.map(each => each.right)) + swing
          : Math.min(...blocking.map(each => each.left)) - swing
      continue
    }
    const near = lanes.find(lane => overlaps(laneRectangle(lane), { ...strip, left: x, right: x + 0.01 }))
    if (near === undefined) return x
    x = near.x + direction * laneDistance
  }
  return x
}

function laneRectangle({ x, top, bottom }: Lane): Rectangle {
  return { left: x - laneDistance + 1, right: x + laneDistance - 1, top, bottom }
}
