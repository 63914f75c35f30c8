import type { NodeId } from '../../../core/graph/drawing.ts'
import { isSamePath } from '../graph-place.ts'
import { gridSize, shift, snap, type Rectangle } from '../points.ts'
import type { Scene, SceneKey, SceneNode } from '../scene/scene.ts'
import type { Guide } from './gesture.ts'

export interface Aligned {
  readonly x: number
  readonly y: number
  readonly guides: readonly Guide[]
}

/** What is on its way, in the graph at a path. */
interface Moved {
  readonly path: readonly NodeId[]
  readonly moving: ReadonlySet<SceneKey>
  /** Where the node that was taken hold of stood. */
  readonly start: Rectangle
}

/** How near, in canvas points, a node must come to another's line to be drawn to it. */
const reach = 6

/** An offset on the grid, or in line with a node nearby where that is nearer. */
export function align(
  scene: Scene,
  { path, moving, start }: Moved,
  offset: { readonly x: number; readonly y: number },
  seen: Rectangle
): Aligned {
  const raw = shift(start, offset.x, offset.y)
  const isOther = ({ key, form, path: at }: SceneNode): boolean =>
    form === 'card' && !moving.has(key) && isSamePath(at, path)
  const others = scene.nodeGrid.within(seen).filter(isOther)
  const column = nearest(others.map(({ bounds }) => bounds.left - raw.left))
  const row = nearest(others.map(({ bounds }) => bounds.top - raw.top))
  const x = column === undefined ? snap(raw.left) - start.left : offset.x + column
  const y = row === undefined ? snap(raw.top) - start.top : offset.y + row
  const placed = shift(start, x, y)
  const inColumn = column === undefined ? [] : others.filter(({ bounds }) => Math.abs(bounds.left - placed.left) < 0.5)
  const inRow = row === undefined ? [] : others.filter(({ bounds }) => Math.abs(bounds.top - placed.top) < 0.5)
  return {
    x,
    y,
    guides: [
      ...guide('x', (placed.left + placed.right) / 2, [placed, ...inColumn.map(node => node.bounds)]),
      ...guide('y', (placed.top + placed.bottom) / 2, [placed, ...inRow.map(node => node.bounds)])
    ]
  }
}

/** The smallest difference within reach, unless the grid is as good. */
function nearest(differences: readonly number[]): number | undefined {
  let best: number | undefined
  for (const difference of differences) {
    if (Math.abs(difference) <= Math.min(reach, Math.abs(best ?? gridSize))) best = difference
  }
  return best
}

function guide(axis: 'x' | 'y', at: number, rectangles: readonly Rectangle[]): readonly Guide[] {
  if (rectangles.length < 2) return []
  const starts = rectangles.map(each => (axis === 'x' ? each.top : each.left))
  const ends = rectangles.map(each => (axis === 'x' ? each.bottom : each.right))
  return [{ axis, at, from: Math.min(...starts), to: Math.max(...ends) }]
}
