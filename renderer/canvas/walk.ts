import type { NodeId } from '../../core/graph/drawing.ts'
import type { Editor } from './editor.ts'
import type { Rectangle } from './points.ts'
import type { Scene } from './scene/scene.ts'
import { selectNodes } from './selection.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/** One step along each axis. */
export const steps: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1]
}

/** The node that was selected last: where keys go on from. */
export function activeNode({ model }: Editor): NodeId | undefined {
  return [...model.selection.nodes].at(-1)
}

/**
 * The node that lies there as the picture shows it. The way that data flow leads along edges, quiet ones (those of
 * labels) only where no other goes there; across it, and where no edge leads on, it is the nearest node.
 */
export function nodeTowards(scene: Scene, from: NodeId, direction: Direction): NodeId | undefined {
  const start = scene.nodes.get(from)
  if (start === undefined) return undefined
  const nearest = (ids: Iterable<NodeId>, widest: number): NodeId | undefined =>
    nearestTowards(scene, start.bounds, { direction, widest }, ids)
  const isAlong = (scene.direction === 'down') === (direction === 'down' || direction === 'up')
  const joined = (isQuiet: boolean): NodeId[] =>
    [...scene.edges.values()]
      .filter(edge => edge.isQuiet === isQuiet && (edge.from === from || edge.to === from))
      .map(edge => (edge.from === from ? edge.to : edge.from))
  const along = isAlong ? (nearest(joined(false), Infinity) ?? nearest(joined(true), Infinity)) : undefined
  return along ?? nearest(scene.nodes.keys(), 1)
}

interface Way {
  readonly direction: Direction
  /** How far to the side a node may lie, for each point that it lies ahead. */
  readonly widest: number
}

/** What lies straight ahead comes before what is near and aside. */
const asideFactor = 2

function nearestTowards(
  scene: Scene,
  start: Rectangle,
  { direction, widest }: Way,
  ids: Iterable<NodeId>
): NodeId | undefined {
  const [x, y] = steps[direction]
  const from = middleOf(start)
  let best: { readonly id: NodeId; readonly distance: number } | undefined
  for (const id of ids) {
    const node = scene.nodes.get(id)
    if (node === undefined) continue
    const to = middleOf(node.bounds)
    const along = (to.x - from.x) * x + (to.y - from.y) * y
    const aside = Math.abs((to.x - from.x) * y) + Math.abs((to.y - from.y) * x)
    if (along <= 0 || aside > widest * along) continue
    const distance = along + asideFactor * aside
    if (best === undefined || distance < best.distance) best = { id, distance }
  }
  return best?.id
}

/** Where keys begin while nothing is selected: the node nearest to the middle of what is seen. */
export function nodeInView({ scene, seen }: Editor): NodeId | undefined {
  const middle = middleOf(seen)
  let best: { readonly id: NodeId; readonly distance: number } | undefined
  for (const { id, bounds } of scene.nodes.values()) {
    const at = middleOf(bounds)
    const distance = Math.hypot(at.x - middle.x, at.y - middle.y)
    if (best === undefined || distance < best.distance) best = { id, distance }
  }
  return best?.id
}

function middleOf({ left, top, right, bottom }: Rectangle): { readonly x: number; readonly y: number } {
  return { x: (left + right) / 2, y: (top + bottom) / 2 }
}

/** Selects a node and shows it; `isAdded` keeps what is selected already. */
export function walkTo(editor: Editor, node: NodeId, isAdded = false): void {
  const { model } = editor
  const { nodes } = model.selection
  // Last in the selection, so that the next step begins here.
  if (isAdded) model.select({ ...model.selection, nodes: new Set([...[...nodes].filter(id => id !== node), node]) })
  else model.select(selectNodes([node]))
  editor.reveal([node])
}
