import type { NodeId } from '../../../core/graph/drawing.ts'
import { isSamePath } from '../graph-position.ts'
import { gridSize, overlaps, shift, snap, type Rectangle } from '../points.ts'
import { rememberByRecord } from '../scene/changes/remembered.ts'
import type { Scene, SceneKey, SceneNode } from '../scene/scene.ts'
import type { SceneNote } from '../scene/scene.ts'
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
  const others = rememberedOthers(scene, [path, moving, seen], () => othersSeen(scene, { path, moving }, seen))
  const column = nearest(others.map(({ left }) => left - raw.left))
  const row = nearest(others.map(({ top }) => top - raw.top))
  const x = column === undefined ? snap(raw.left) - start.left : offset.x + column
  const y = row === undefined ? snap(raw.top) - start.top : offset.y + row
  const placed = shift(start, x, y)
  const inColumn = column === undefined ? [] : others.filter(({ left }) => Math.abs(left - placed.left) < 0.5)
  const inRow = row === undefined ? [] : others.filter(({ top }) => Math.abs(top - placed.top) < 0.5)
  return {
    x,
    y,
    guides: [...guide('x', [placed, ...inColumn]), ...guide('y', [placed, ...inRow])]
  }
}

/** Looked up once for a gesture: what is moved and what is seen stay the same objects. */
const rememberedOthers = rememberByRecord<readonly Rectangle[]>()

function othersSeen(scene: Scene, { path, moving }: Omit<Moved, 'start'>, seen: Rectangle): readonly Rectangle[] {
  const isOther = (part: SceneNode | SceneNote): boolean => !moving.has(part.key) && isSamePath(part.path, path)
  const cards = scene.nodeGrid.within(seen).filter(node => node.form === 'card' && isOther(node))
  const notes = [...scene.notes.values()].filter(note => overlaps(note.bounds, seen) && isOther(note))
  return [...cards, ...notes].map(({ bounds }) => bounds)
}

/** The smallest difference within reach, unless the grid is as good. */
function nearest(differences: readonly number[]): number | undefined {
  let best: number | undefined
  for (const difference of differences) {
    if (Math.abs(difference) <= Math.min(reach, Math.abs(best ?? gridSize))) best = difference
  }
  return best
}

/** Through the middles of what is of one size, along the edges of what is not. */
function guide(axis: 'x' | 'y', rectangles: readonly Rectangle[]): readonly Guide[] {
  const [first] = rectangles
  if (first === undefined || rectangles.length < 2) return []
  const edge = axis === 'x' ? first.left : first.top
  const size = axis === 'x' ? first.right - first.left : first.bottom - first.top
  const isOneSize = rectangles.every(each => (axis === 'x' ? each.right - each.left : each.bottom - each.top) === size)
  const at = isOneSize ? edge + size / 2 : edge
  const starts = rectangles.map(each => (axis === 'x' ? each.top : each.left))
  const ends = rectangles.map(each => (axis === 'x' ? each.bottom : each.right))
  return [{ axis, at, from: Math.min(...starts), to: Math.max(...ends) }]
}
