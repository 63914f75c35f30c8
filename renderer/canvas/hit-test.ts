import type { NoteId } from '../../core/document/records.ts'
import type { EdgeId, NodeId } from '../../core/graph/drawing.ts'
import { isSamePath } from './graph-position.ts'
import { contains, type CanvasPoint, type Rectangle } from './points.ts'
import { distanceTo } from './scene/edges/curve.ts'
import type { Scene, SceneEdge, SceneKey, SceneNode, ScenePort } from './scene/scene.ts'
import { foldButtonOf, repeatsButtonOf } from './scene/fold-button.ts'
import { pathInside } from './scene/levels/levels.ts'
import { gripAt, titleOf, type Grip } from './scene/note-shape.ts'

export type PortSide = 'input' | 'output'

/** One appearance of a node: an id, and the block instances from the root down to its graph. */
export interface NodeAt {
  readonly key: SceneKey
  readonly node: NodeId
  readonly path: readonly NodeId[]
}

/** A port of the scene, and which end of an edge it can be. */
export interface PortEnd extends NodeAt {
  readonly side: PortSide
  readonly port: string
  readonly at: CanvasPoint
}

/** One appearance of a note, and what of it is taken hold of. */
export interface NoteAt {
  readonly key: SceneKey
  readonly note: NoteId
  readonly path: readonly NodeId[]
  readonly grip: Grip
}

/** What lies under the pointer. */
export type Hit =
  | { readonly kind: 'port'; readonly end: PortEnd }
  | ({ readonly kind: 'node' } & NodeAt)
  /** What folds and unfolds a block. */
  | ({ readonly kind: 'fold' } & NodeAt)
  /** What shows all repeats of an unfolded block, or the first one only. */
  | ({ readonly kind: 'repeats' } & NodeAt)
  /** The inside of an unfolded block, where nothing stands. */
  | ({ readonly kind: 'inside' } & NodeAt)
  | { readonly kind: 'edge'; readonly key: SceneKey; readonly edge: EdgeId; readonly path: readonly NodeId[] }
  | ({ readonly kind: 'note' } & NoteAt)
  | { readonly kind: 'empty' }

/** How near the pointer must come, in screen points. */
const portReach = 9
const edgeReach = 6
/** Below this zoom ports are too small to be meant. */
const smallestPortScale = 0.45
/** The same of the buttons that fold blocks. */
const smallestButtonScale = 0.3

function around({ x, y }: CanvasPoint, reach: number): Rectangle {
  return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach }
}

/** The topmost thing at a point: ports before titles before nodes before edges before notes. */
export function hitTest(scene: Scene, point: CanvasPoint, scale: number): Hit {
  const port = scale < smallestPortScale ? undefined : nearestPort(scene, point, portReach / scale)
  if (port !== undefined) return { kind: 'port', end: port }
  const titled = frameTitledAt(scene, point, scale)
  if (titled !== undefined) return { kind: 'note', ...titled }
  const node = nodeAt(scene, point)
  const isInside = node?.body !== undefined && contains(node.body, point)
  if (node !== undefined && !isInside) {
    return { kind: scale < smallestButtonScale ? 'node' : buttonAt(node, point), ...positionOf(node) }
  }
  const edge = nearestEdge(scene, point, edgeReach / scale)
  if (edge !== undefined) return { kind: 'edge', key: edge.key, edge: edge.id, path: edge.path }
  const note = noteAt(scene, point, { scale, path: node === undefined ? scene.path : pathInside(node, point) })
  if (note !== undefined) return { kind: 'note', ...note }
  return node === undefined ? { kind: 'empty' } : { kind: 'inside', ...positionOf(node) }
}

function buttonAt(node: SceneNode, point: CanvasPoint): 'fold' | 'repeats' | 'node' {
  const isOn = (button: Rectangle | undefined): boolean => button !== undefined && contains(button, point)
  return isOn(foldButtonOf(node)) ? 'fold' : isOn(repeatsButtonOf(node)) ? 'repeats' : 'node'
}

/** Titles stand above what is drawn there. */
function frameTitledAt({ notes }: Scene, point: CanvasPoint, scale: number): NoteAt | undefined {
  for (const note of [...notes.values()].reverse()) {
    const title = titleOf(note, scale)
    if (title !== undefined && contains(title, point)) {
      return { key: note.key, note: note.id, path: note.path, grip: 'body' }
    }
  }
  return undefined
}

/** The front one of the notes and frames of the graph that is seen there. */
function noteAt(
  { notes }: Scene,
  point: CanvasPoint,
  { scale, path }: { readonly scale: number; readonly path: readonly NodeId[] }
): NoteAt | undefined {
  for (const note of [...notes.values()].reverse()) {
    if (!isSamePath(note.path, path)) continue
    const grip = gripAt(note, point, scale)
    if (grip !== undefined) return { key: note.key, note: note.id, path, grip }
  }
  return undefined
}

function positionOf({ key, id, path }: SceneNode): NodeAt {
  return { key, node: id, path }
}

export function nodeAt(scene: Scene, point: CanvasPoint): SceneNode | undefined {
  return scene.nodeGrid
    .within(around(point, 0.5))
    .filter(node => contains(node.bounds, point))
    .at(-1)
}

export function portEnds(node: SceneNode): readonly PortEnd[] {
  const end =
    (side: PortSide) =>
    ({ name, at }: ScenePort): PortEnd => ({ ...positionOf(node), side, port: name, at })
  return [...node.inputs.map(end('input')), ...node.outputs.map(end('output'))]
}

export function nearestPort(
  scene: Scene,
  point: CanvasPoint,
  reach: number,
  isMeant: (end: PortEnd) => boolean = () => true
): PortEnd | undefined {
  let nearest: PortEnd | undefined
  let least = reach
  for (const node of scene.nodeGrid.within(around(point, reach))) {
    for (const end of portEnds(node)) {
      const distance = Math.hypot(end.at.x - point.x, end.at.y - point.y)
      if (distance <= least && isMeant(end)) {
        nearest = end
        least = distance
      }
    }
  }
  return nearest
}

export function nearestEdge(
  scene: Scene,
  point: CanvasPoint,
  reach: number,
  isMeant: (edge: SceneEdge) => boolean = () => true
): SceneEdge | undefined {
  let nearest: SceneEdge | undefined
  let least = reach
  for (const edge of scene.edgeGrid.within(around(point, reach))) {
    const distance = edge.isLink !== true && isMeant(edge) ? distanceTo(edge.curve, point) : Infinity
    if (distance <= least) {
      nearest = edge
      least = distance
    }
  }
  return nearest
}

export function isSameHit(a: Hit, b: Hit): boolean {
  switch (a.kind) {
    case 'port':
      return b.kind === 'port' && a.end.key === b.end.key && a.end.side === b.end.side && a.end.port === b.end.port
    case 'node':
    case 'fold':
    case 'repeats':
    case 'inside':
    case 'edge':
      return b.kind === a.kind && a.key === b.key
    case 'note':
      return b.kind === 'note' && a.key === b.key && a.grip === b.grip
    case 'empty':
      return b.kind === 'empty'
  }
}
