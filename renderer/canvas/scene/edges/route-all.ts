import type { EdgeId } from '../../../../core/graph/drawing.ts'
import { overlaps, type Rectangle } from '../../points.ts'
import { makeSpatialGrid, type SpatialGrid } from '../../spatial-grid.ts'
import type { Curve } from './curve.ts'
import { dependsOnLane, route, type Ends, type Lane, type Routed } from './route.ts'

export interface EdgeEnds extends Ends {
  readonly id: EdgeId
}

/** Routes all edges of a graph. An edge keeps its curve, the same object, for as long as nothing in its way has moved. */
export type RouteAll = (edges: readonly EdgeEnds[], obstacles: readonly Rectangle[]) => ReadonlyMap<EdgeId, Curve>

interface KnownRoute {
  readonly ends: EdgeEnds
  readonly routed: Routed
}

/** Moves so many nodes at once, and finding out which edges keep their ways takes longer than routing all of them. */
const mostMoved = 64

/** A router with a memory: moving a node of a deep network routes the edges near it and no others. */
export function makeRouter(): RouteAll {
  let routes: ReadonlyMap<EdgeId, KnownRoute> = new Map()
  let obstacles: ReadonlyMap<string, Rectangle> = new Map()
  return (edges, nextObstacles) => {
    const next = new Map(nextObstacles.map(each => [keyOf(each), each]))
    const moved = [...missingFrom(next, obstacles), ...missingFrom(obstacles, next)]
    const known = moved.length > mostMoved ? new Map<EdgeId, KnownRoute>() : routes
    routes = routeChanged(edges, nextObstacles, known, moved)
    obstacles = next
    return new Map([...routes].map(([id, { routed }]) => [id, routed.curve]))
  }
}

function keyOf({ left, top, right, bottom }: Rectangle): string {
  return `${left} ${top} ${right} ${bottom}`
}

function missingFrom(
  all: ReadonlyMap<string, Rectangle>,
  others: ReadonlyMap<string, Rectangle>
): readonly Rectangle[] {
  return [...all].filter(([key]) => !others.has(key)).map(([, rectangle]) => rectangle)
}

/** The known way of an edge is what routing would give again, unless a node or another's lane beside it has changed. */
function routeChanged(
  edges: readonly EdgeEnds[],
  obstacles: readonly Rectangle[],
  known: ReadonlyMap<EdgeId, KnownRoute>,
  moved: readonly Rectangle[]
): ReadonlyMap<EdgeId, KnownRoute> {
  const before = new Map(
    edges.flatMap(edge => {
      const last = known.get(edge.id)
      return last !== undefined && isSameWay(last.ends, edge) ? [[edge.id, last.routed] as const] : []
    })
  )
  const changedLanes = [...known].flatMap(([id, { routed }]) => (before.has(id) ? [] : (routed.lane ?? [])))
  const isFree = (routed: Routed): boolean =>
    !moved.some(each => overlaps(each, routed.looked)) && !changedLanes.some(lane => dependsOnLane(routed, lane))
  let grid: SpatialGrid<Rectangle> | undefined
  const lanes: Lane[] = []
  const routeAgain = (edge: EdgeEnds, last: Routed | undefined): Routed => {
    grid ??= makeSpatialGrid(obstacles, bounds => bounds)
    const next = route(edge, grid, lanes)
    if (last !== undefined && isSameLane(last.lane, next.lane)) return { ...next, curve: last.curve }
    for (const lane of [last?.lane, next.lane]) if (lane !== undefined) changedLanes.push(lane)
    return next
  }
  const routes = new Map<EdgeId, KnownRoute>()
  // Short ways first: the longer one swings round the shorter one.
  for (const edge of [...edges].sort((a, b) => lengthOf(a) - lengthOf(b) || (a.id < b.id ? -1 : 1))) {
    const last = before.get(edge.id)
    const routed = last !== undefined && isFree(last) ? last : routeAgain(edge, last)
    if (routed.lane !== undefined) lanes.push(routed.lane)
    routes.set(edge.id, { ends: edge, routed })
  }
  return routes
}

function isSameLane(a: Lane | undefined, b: Lane | undefined): boolean {
  return a?.x === b?.x && a?.top === b?.top && a?.bottom === b?.bottom
}

function isSameWay(a: Ends, b: Ends): boolean {
  return a.from.x === b.from.x && a.from.y === b.from.y && a.to.x === b.to.x && a.to.y === b.to.y
}

function lengthOf({ from, to }: Ends): number {
  return Math.abs(to.y - from.y) + Math.abs(to.x - from.x)
}
