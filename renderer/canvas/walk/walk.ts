import type { Editor } from '../editor.ts'
import { isSamePath } from '../graph-position.ts'
import type { Rectangle } from '../points.ts'
import { levelOf } from '../scene/levels/levels.ts'
import { isKeyInside, sceneKey, type Scene, type SceneKey, type SceneNode } from '../scene/scene.ts'
import { selectNodes, toggleNode } from '../selection.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/** One step along each axis. */
export const steps: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1]
}

/** Where keys go on from: the node that has the focus, or else the one that was selected last. */
export function activeNode({ model, scene }: Editor): SceneNode | undefined {
  const node = model.selection.focus ?? [...model.selection.nodes].at(-1)
  return node === undefined ? undefined : scene.nodes.get(sceneKey(model.shown.path, model.path, node))
}

/**
 * The node that lies there as the picture shows it. The way that data flow leads along edges, quiet ones (those of
 * labels) only where no other goes there; across it, and where no edge leads on, it is the nearest node.
 */
export function nodeToward(
  scene: Scene,
  { key, bounds, path }: SceneNode,
  direction: Direction
): SceneNode | undefined {
  const nearest = (keys: Iterable<SceneKey>, widest: number): SceneNode | undefined =>
    nearestToward(scene, bounds, { direction, widest }, keys)
  const isAlong =
    ((levelOf(scene, path) ?? scene).direction === 'down') === (direction === 'down' || direction === 'up')
  const joined = (isQuiet: boolean): SceneKey[] =>
    [...scene.edges.values()]
      .filter(edge => edge.isQuiet === isQuiet && (edge.from === key || edge.to === key))
      .map(edge => (edge.from === key ? edge.to : edge.from))
  const along = isAlong ? (nearest(joined(false), Infinity) ?? nearest(joined(true), Infinity)) : undefined
  const around = (other: SceneKey): boolean => isKeyInside(key, other)
  return (
    along ??
    nearest(
      [...scene.nodes.keys()].filter(other => !around(other)),
      1
    )
  )
}

interface Way {
  readonly direction: Direction
  /** How far to the side a node may lie, for each point that it lies ahead. */
  readonly widest: number
}

/** What lies straight ahead comes before what is near and aside. */
const asideFactor = 2

function nearestToward(
  scene: Scene,
  start: Rectangle,
  { direction, widest }: Way,
  keys: Iterable<SceneKey>
): SceneNode | undefined {
  const [x, y] = steps[direction]
  const from = middleOf(start)
  let best: { readonly node: SceneNode; readonly distance: number } | undefined
  for (const key of keys) {
    const node = scene.nodes.get(key)
    if (node === undefined) continue
    const to = middleOf(node.bounds)
    const along = (to.x - from.x) * x + (to.y - from.y) * y
    const aside = Math.abs((to.x - from.x) * y) + Math.abs((to.y - from.y) * x)
    if (along <= 0 || aside > widest * along) continue
    const distance = along + asideFactor * aside
    if (best === undefined || distance < best.distance) best = { node, distance }
  }
  return best?.node
}

/** Where keys begin while nothing is selected: the node nearest to the middle of what is seen. */
export function nodeInView({ scene, camera }: Editor): SceneNode | undefined {
  const middle = middleOf(camera.seen)
  let best: { readonly node: SceneNode; readonly distance: number } | undefined
  for (const node of scene.nodes.values()) {
    const at = middleOf(node.bounds)
    const distance = Math.hypot(at.x - middle.x, at.y - middle.y)
    if (best === undefined || distance < best.distance) best = { node, distance }
  }
  return best?.node
}

function middleOf({ left, top, right, bottom }: Rectangle): { readonly x: number; readonly y: number } {
  return { x: (left + right) / 2, y: (top + bottom) / 2 }
}

/** Selects a node and shows it; `isAdded` keeps what is selected already, in the same graph. */
export function walkTo(editor: Editor, { id, path }: SceneNode, isAdded = false): void {
  const { model } = editor
  const { nodes } = model.selection
  // Last in the selection, so that the next step begins here.
  if (isAdded && isSamePath(path, model.path))
    model.select({
      ...model.selection,
      nodes: new Set([...[...nodes].filter(other => other !== id), id]),
      focus: undefined
    })
  else model.select(selectNodes([id], path))
  editor.camera.reveal([id])
}

/** Moves the focus of keys to a node beside, and leaves what is selected as it is: both are of one graph. */
export function moveFocus(editor: Editor, direction: Direction): void {
  const { model, scene } = editor
  const from = activeNode(editor)
  if (from === undefined) return
  const nodes = new Map([...scene.nodes].filter(([, { path }]) => isSamePath(path, from.path)))
  const next = nodeToward({ ...scene, nodes }, from, direction)
  if (next === undefined) return
  model.select({ ...model.selection, focus: next.id })
  editor.camera.reveal([next.id])
}

/** Selects the node that has the focus besides the others, or no longer; the focus stays on it. */
export function toggleFocused({ model }: Editor): void {
  const { focus } = model.selection
  if (focus !== undefined) model.select({ ...toggleNode(model.selection, focus), focus })
}
