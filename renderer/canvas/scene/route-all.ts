import type { EdgeId } from '../../../core/graph/drawing.ts'
import type { Rectangle } from '../points.ts'
import { makeSpatialGrid } from '../spatial-grid.ts'
import type { Curve } from './curve.ts'
import { route, type Ends, type Lane } from './route.ts'

export interface EdgeEnds extends Ends {
  readonly id: EdgeId
}

/** Routes all edges of a graph. What it gave last is given again while no end and no node has moved. */
export type RouteAll = (edges: readonly EdgeEnds[], obstacles: readonly Rectangle[]) => ReadonlyMap<EdgeId, Curve>

/** A router with a memory: editing a parameter of a deep network costs no routing. */
export function makeRouter(): RouteAll {
  let key: readonly number[] = []
  let ids: readonly EdgeId[] = []
  let curves: ReadonlyMap<EdgeId, Curve> = new Map()
  return (edges, obstacles) => {
    const nextKey = [
      ...edges.flatMap(({ from, to }) => [from.x, from.y, to.x, to.y]),
      ...obstacles.flatMap(({ left, top, right, bottom }) => [left, top, right, bottom])
    ]
    const nextIds = edges.map(edge => edge.id)
    if (isSame(key, nextKey) && isSame(ids, nextIds)) return curves
    key = nextKey
    ids = nextIds
    curves = routeAnew(edges, obstacles)
    return curves
  }
}

function isSame<Value>(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}

function routeAnew(edges: readonly EdgeEnds[], obstacles: readonly Rectangle[]): ReadonlyMap<EdgeId, Curve> {
  const grid = makeSpatialGrid(obstacles, bounds => bounds)
  const lanes: Lane[] = []
  const curves = new Map<EdgeId, Curve>()
  // Short ways first: the longer one swings round the shorter one.
  for (const edge of [...edges].sort((a, b) => lengthOf(a) - lengthOf(b))) {
    const { curve, lane } = route(edge, grid, lanes)
    if (lane !== undefined) lanes.push(lane)
    curves.set(edge.id, curve)
  }
  return curves
}

function lengthOf({ from, to }: Ends): number {
  return Math.abs(to.y - from.y) + Math.abs(to.x - from.x)
}
