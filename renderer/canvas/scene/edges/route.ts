import type { Direction } from '../../../../core/graph/direction.ts'
import { canvasPoint, grow, overlaps, type CanvasPoint, type Rectangle } from '../../points.ts'
import type { SpatialGrid } from '../../spatial-grid.ts'
import { boundsOfCurve, flatten, pointAlong, type Curve, type Segment } from './curve.ts'
import { turnCurve, turnPoint } from '../direction.ts'

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
  /** A node that comes or goes there may give the edge another way; where it swings, another edge's lane may, too. */
  readonly looked: Rectangle
}

/** A way that an edge may take. */
type Lead = Omit<Routed, 'looked'>

/** Between an edge and the nodes that it passes. */
const clearance = 10
/** Between a node's side and an edge that swings round it. */
const swing = 24
const laneDistance = 14
/** The height in which an edge turns from down to aside and down again; it fits between two nodes of a column. */
const turn = 56
/** How far an edge that turns back runs on below its start and above its end. */
const overrun = 40
/** A way through a node costs as much as a detour of so many points. */
const crossingCost = 600

/** Down from one port to the other; wide round the nodes where they stand in the way. */
export function route(ends: Ends, obstacles: SpatialGrid<Rectangle>, lanes: readonly Lane[]): Routed {
  const isAhead = ends.to.y - ends.from.y > 8
  if (isAhead) {
    const straight = straightDown(ends)
    if (crossings(straight, ends, obstacles) === 0) return routed({ curve: straight, lane: undefined }, ends, 0)
  }
  const draw = isAhead ? swingRound : loopBack
  return cheapest(
    candidateLanes(ends, isAhead, obstacles, lanes).map(x => draw(ends, x)),
    ends,
    obstacles
  )
}

/** `cost`: how far it leads aside, in canvas points; a way through a node counts as a long one. */
function routed({ curve, lane }: Lead, ends: Ends, cost: number): Routed {
  const looked = lane === undefined ? grow(boundsOfCurve(curve), clearance) : lookedAt(ends, cost)
  return { curve, lane, looked }
}

/** Whether another edge's lane there may have a part in the way that an edge takes. */
export function dependsOnLane({ lane, looked }: Routed, other: Lane): boolean {
  return lane !== undefined && overlaps(laneRectangle(other), looked)
}

/** Where a swinging edge looks for its lane: one that is farther away costs more. */
function lookedAt({ from, to }: Ends, cost: number): Rectangle {
  const bounds = {
    left: Math.min(from.x, to.x) - cost,
    right: Math.max(from.x, to.x) + cost,
    top: Math.min(from.y, to.y),
    bottom: Math.max(from.y, to.y)
  }
  return grow(bounds, overrun + swing)
}

/** A single curve that leaves and arrives downwards. */
export function straightDown({ from, to }: Ends): Curve {
  const fall = to.y - from.y
  const reach = fall > 0 ? Math.max(fall / 2, Math.min(36, fall + 12)) : Math.min(120, 40 - fall / 2)
  const segment = {
    control1: canvasPoint(from.x, from.y + reach),
    control2: canvasPoint(to.x, to.y - reach),
    end: to
  }
  return { start: from, segments: [segment], middle: pointAlong(from, segment, 0.5) }
}

/** A single curve in the direction in which data flow: what follows the pointer while ports are joined. */
export function straightAcross({ from, to }: Ends, direction: Direction): Curve {
  const ends = { from: turnPoint(from, direction), to: turnPoint(to, direction) }
  return turnCurve(straightDown(ends), direction)
}

/** How many nodes a curve runs over. */
function crossings(curve: Curve, { from, to }: Ends, obstacles: SpatialGrid<Rectangle>): number {
  const near = obstacles.within(grow(boundsOfCurve(curve), clearance))
  // The nodes at both ends touch the curve where it begins and where it ends.
  const others = near.filter(each => !isAt(each, from) && !isAt(each, to))
  if (others.length === 0 && curve.segments.length === 1) return 0
  const points = flatten(curve, 24)
  return near.filter(each => {
    const isEnd = isAt(each, from) || isAt(each, to)
    const kept = isEnd ? grow(each, -2) : grow(each, clearance)
    return points.some(({ x, y }) => x > kept.left && x < kept.right && y > kept.top && y < kept.bottom)
  }).length
}

function isAt({ left, right, top, bottom }: Rectangle, { x, y }: CanvasPoint): boolean {
  return x >= left && x <= right && (Math.abs(y - top) < 1 || Math.abs(y - bottom) < 1)
}

function cheapest(routes: readonly Lead[], ends: Ends, obstacles: SpatialGrid<Rectangle>): Routed {
  let best: Lead = { curve: straightDown(ends), lane: undefined }
  let least = Infinity
  for (const each of routes) {
    const { lane } = each
    const detour = lane === undefined ? 0 : Math.abs(lane.x - ends.from.x) + Math.abs(lane.x - ends.to.x)
    const cost = detour + crossingCost * crossings(each.curve, ends, obstacles)
    if (cost < least) {
      best = each
      least = cost
    }
  }
  return routed(best, ends, least)
}

function swingRound({ from, to }: Ends, lane: number): Lead {
  const height = Math.min(turn, (to.y - from.y) / 2)
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
  // Beside the gap after the first node that it passes: half-way, edges that swing round one another, as in a U-Net,
  // would have their shapes in one heap.
  const middle = canvasPoint(lane, top + Math.min(turn, (bottom - top) / 2))
  return { curve: { start: from, segments, middle }, lane: { x: lane, top, bottom } }
}

/** To a port above or beside: out below, round the side, in from above. */
function loopBack({ from, to }: Ends, lane: number): Lead {
  const turned = Math.min(overrun, from.y - to.y) / 2
  const bottom = from.y - turned
  const top = to.y + turned
  const segments: Segment[] = [
    {
      control1: canvasPoint(from.x, from.y + overrun),
      control2: canvasPoint(lane, from.y + overrun),
      end: canvasPoint(lane, bottom)
    },
    line(canvasPoint(lane, bottom), canvasPoint(lane, top)),
    {
      control1: canvasPoint(lane, to.y - overrun),
      control2: canvasPoint(to.x, to.y - overrun),
      end: to
    }
  ]
  const middle = canvasPoint(lane, (bottom + top) / 2)
  return {
    curve: { start: from, segments, middle },
    lane: { x: lane, top: Math.min(top, bottom), bottom: Math.max(top, bottom) }
  }
}

function line(from: CanvasPoint, to: CanvasPoint): Segment {
  const third = (to.y - from.y) / 3
  return {
    control1: canvasPoint(from.x, from.y + third),
    control2: canvasPoint(to.x, to.y - third),
    end: to
  }
}

/** Free columns on either side of both ends; the right ones first, so that they win where the cost is the same. */
function candidateLanes(
  { from, to }: Ends,
  isAhead: boolean,
  obstacles: SpatialGrid<Rectangle>,
  lanes: readonly Lane[]
): readonly number[] {
  const span = isAhead
    ? { top: from.y + 4, bottom: to.y - 4 }
    : { top: Math.min(from.y, to.y) - 4, bottom: Math.max(from.y, to.y) + 4 }
  const starts = [Math.max(from.x, to.x), Math.min(from.x, to.x)]
  const columns = starts.flatMap(start => [
    freeLane(start, 1, span, obstacles, lanes),
    freeLane(start, -1, span, obstacles, lanes)
  ])
  return [...new Set(columns)]
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
