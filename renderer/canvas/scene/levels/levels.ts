import type { Position } from '../../../../core/document/records.ts'
import type { NodeId } from '../../../../core/graph/drawing.ts'
import { isSamePath } from '../../graph-position.ts'
import { canvasPoint, contains, shift, type CanvasPoint, type Rectangle } from '../../points.ts'
import { makeDisplacement } from '../changes/displacement.ts'
import {
  isKeyInside,
  nodeHeight,
  nodeWidth,
  sceneKey,
  type Scene,
  type SceneKey,
  type SceneLevel,
  type SceneNode
} from '../scene.ts'

/** The graph that is seen at a point: the innermost unfolded block's there, or else the shown one. */
export function levelAt({ levels }: Scene, point: CanvasPoint): SceneLevel | undefined {
  let found: SceneLevel | undefined
  for (const level of levels) if (level.body === undefined || contains(level.body, point)) found = level
  return found
}

export function levelOf({ levels }: Scene, path: readonly NodeId[]): SceneLevel | undefined {
  return levels.find(level => isSamePath(level.path, path))
}

/** Where in the document a card's upper left corner is that is seen at a point. */
export function documentPoint({ displacement, offset }: SceneLevel, { x, y }: CanvasPoint): CanvasPoint {
  return displacement.unplace(canvasPoint(x - offset.x, y - offset.y))
}

/** Where a card is seen that stands at a place in the document; of an unfolded block, where its card would be. */
export function cardAt({ displacement, offset }: SceneLevel, at: Position): Rectangle {
  const { x, y } = displacement.position(at)
  return shift({ left: 0, top: 0, right: nodeWidth, bottom: nodeHeight }, x + offset.x, y + offset.y)
}

/**
 * How far to move nodes in the document so that the one that was taken hold of comes to lie where it was let go. What
 * those blocks take up that are moved themselves, goes with them.
 */
export function documentOffset(
  { growths, positions, direction }: SceneLevel,
  moved: ReadonlySet<NodeId>,
  at: Position,
  { x, y }: { readonly x: number; readonly y: number }
): { readonly x: number; readonly y: number } {
  const others = <Value>(all: ReadonlyMap<NodeId, Value>): readonly Value[] =>
    [...all].filter(([id]) => !moved.has(id)).map(([, value]) => value)
  const { position, unplace } = makeDisplacement(others(growths), others(positions), direction)
  const start = position(at)
  const end = unplace(canvasPoint(start.x + x, start.y + y))
  return { x: end.x - at.x, y: end.y - at.y }
}

/** The nodes and all that is inside them, as they are drawn together. */
export function withInner({ nodes }: Scene, keys: Iterable<SceneKey>): ReadonlySet<SceneKey> {
  const all = new Set(keys)
  const outer = [...all].filter(key => nodes.get(key)?.form === 'container')
  if (outer.length === 0) return all
  for (const key of nodes.keys()) if (outer.some(block => isKeyInside(key, block))) all.add(key)
  return all
}

/** The way into an unfolded block where it is seen at a point: into one of its repeats. */
export function pathInside({ id, path, strips = [] }: SceneNode, point: CanvasPoint): readonly NodeId[] {
  return [...path, strips.find(({ bounds }) => contains(bounds, point))?.step ?? id]
}

/** A node by the instances on the way down to it and its own id. */
export function nodeAtPath(scene: Scene, path: readonly NodeId[]): SceneNode | undefined {
  const id = path.at(-1)
  return id === undefined ? undefined : scene.nodes.get(sceneKey(scene.path, path.slice(0, -1), id))
}
