import { isEqual } from '../../../../core/document/equal.ts'
import { instanceAt, isSamePath } from '../../graph-position.ts'
import { canvasPoint, encloses, type CanvasPoint, type Rectangle } from '../../points.ts'
import type { Viewport } from '../../camera/viewport.ts'
import { boundsOfCurve, pointAlong, type Curve, type Segment } from '../edges/curve.ts'
import type { SceneNote } from '../scene.ts'
import type { Scene, SceneEdge, SceneKey, SceneNode, ScenePort, Strip } from '../scene.ts'
import { rememberByRecord } from './remembered.ts'
import { shiftEdge, shiftNode, shiftNote, type Offset } from './shift-scene.ts'

/** A drawing, and how it is seen. */
export interface Look {
  readonly scene: Scene
  readonly viewport: Viewport
}

/** A look on its way to another. */
export interface GlidingLook extends Look {
  /** Where little is on its way, the scene holds that alone, and these are its keys: all else stands where it will be. */
  readonly lifted: ReadonlySet<SceneKey> | undefined
}

const durationMs = 200
/** Beyond so many parts on their way, the whole is as soon painted. */
const mostLifted = 64

/** What is seen on the way from one look to another, so many milliseconds after it began; undefined once it is there. */
export function glide(from: Look, to: Look, elapsedMs: number): GlidingLook | undefined {
  if (elapsedMs >= durationMs) return undefined
  const fraction = 1 - (1 - elapsedMs / durationMs) ** 3
  const between: Between = (a, b) => a + (b - a) * fraction
  const lifted = isEqual(from.viewport, to.viewport)
    ? rememberedLifted(to.scene, [from.scene], () => liftedBetween(from.scene, to.scene))
    : undefined
  const scene = sceneBetween(from.scene, lifted === undefined ? to.scene : partOf(to.scene, lifted), between)
  return { scene, viewport: viewportBetween(from, to, between), lifted }
}

const rememberedLifted = rememberByRecord<ReadonlySet<SceneKey> | undefined>()

/** The cards, notes and edges that are elsewhere; undefined where they are many, or blocks with what is inside them. */
function liftedBetween(from: Scene, to: Scene): ReadonlySet<SceneKey> | undefined {
  const lifted = new Set<SceneKey>()
  for (const [key, node] of to.nodes) {
    const before = from.nodes.get(key)
    if (before === undefined || before === node || isEqual(before.bounds, node.bounds)) continue
    if (before.form !== 'card' || node.form !== 'card') return undefined
    lifted.add(key)
  }
  for (const [key, note] of to.notes) {
    const before = from.notes.get(key)
    if (before !== undefined && before !== note && !isEqual(before.bounds, note.bounds)) lifted.add(key)
  }
  for (const [key, edge] of to.edges) {
    const before = from.edges.get(key)
    const isElsewhere = before !== undefined && before.curve !== edge.curve && !isEqual(before.curve, edge.curve)
    if (isElsewhere || lifted.has(edge.from) || lifted.has(edge.to)) lifted.add(key)
  }
  return lifted.size > mostLifted ? undefined : lifted
}

function partOf(scene: Scene, keys: ReadonlySet<SceneKey>): Scene {
  const only = <Part>(parts: ReadonlyMap<SceneKey, Part>): ReadonlyMap<SceneKey, Part> =>
    new Map([...keys].flatMap(key => (parts.has(key) ? [[key, parts.get(key) as Part] as const] : [])))
  return { ...scene, nodes: only(scene.nodes), edges: only(scene.edges), notes: only(scene.notes) }
}

/** Whether a node of the same drawing stands elsewhere than before. */
export function hasMoved(from: Scene, to: Scene): boolean {
  if (from === to || !isSamePath(from.path, to.path)) return false
  return [...to.nodes].some(([key, node]) => {
    const before = from.nodes.get(key)
    return before !== undefined && before !== node && !isEqual(before.bounds, node.bounds)
  })
}

/** The number between two that belongs to the moment. */
type Between = (a: number, b: number) => number

function viewportBetween({ viewport: a }: Look, { viewport: b }: Look, between: Between): Viewport {
  return { x: between(a.x, b.x), y: between(a.y, b.y), scale: between(a.scale, b.scale) }
}

function sceneBetween(from: Scene, to: Scene, between: Between): Scene {
  const nodes = new Map<SceneKey, SceneNode>()
  // A container comes before what is inside it, which goes along with it.
  for (const [key, node] of to.nodes) {
    const before = from.nodes.get(key)
    const now = before === undefined ? appearing(node, { to, nodes }, shiftNode) : nodeBetween(before, node, between)
    if (now !== undefined) nodes.set(key, now)
  }
  const edges = betweenAll(
    from.edges,
    to.edges,
    (a, b) => edgeBetween(a, b, between),
    edge => appearing(edge, { to, nodes }, shiftEdge)
  )
  const notes = betweenAll(
    from.notes,
    to.notes,
    (a, b) => noteBetween(a, b, between),
    note => appearing(note, { to, nodes }, shiftNote)
  )
  const [allNodes, allEdges] = [[...nodes.values()], [...edges.values()]]
  // Shown for one frame: an index would cost more than it saves.
  return { ...to, nodes, edges, notes, nodeGrid: { within: () => allNodes }, edgeGrid: { within: () => allEdges } }
}

function betweenAll<Key, Part>(
  from: ReadonlyMap<Key, Part>,
  to: ReadonlyMap<Key, Part>,
  make: (a: Part, b: Part) => Part,
  appear: (part: Part) => Part | undefined
): ReadonlyMap<Key, Part> {
  return new Map(
    [...to].flatMap(([key, part]) => {
      const before = from.get(key)
      const now = before === undefined ? appear(part) : before === part ? part : make(before, part)
      return now === undefined ? [] : [[key, now] as const]
    })
  )
}

/**
 * What was not there before. In a block that unfolds it stands in the block as far as that has opened: undefined for what
 * does not fit into it yet.
 */
function appearing<Part extends { readonly key: SceneKey; readonly bounds: Rectangle }>(
  part: Part,
  { to, nodes }: { readonly to: Scene; readonly nodes: ReadonlyMap<SceneKey, SceneNode> },
  shiftPart: (part: Part, offset: Offset) => Part
): Part | undefined {
  const path = part.key.split('/').slice(0, -1)
  const around = instanceAt(path).join('/')
  const [final, now] = [to.nodes.get(around), nodes.get(around)]
  if (final === undefined) return part
  if (now === undefined) return undefined
  const offset = { x: now.bounds.left - final.bounds.left, y: now.bounds.top - final.bounds.top }
  const shifted = shiftPart(part, offset)
  return encloses(now.bounds, shifted.bounds) ? shifted : undefined
}

function pointBetween(a: CanvasPoint, b: CanvasPoint, between: Between): CanvasPoint {
  return canvasPoint(between(a.x, b.x), between(a.y, b.y))
}

function rectangleBetween(a: Rectangle, b: Rectangle, between: Between): Rectangle {
  return {
    left: between(a.left, b.left),
    top: between(a.top, b.top),
    right: between(a.right, b.right),
    bottom: between(a.bottom, b.bottom)
  }
}

function nodeBetween(a: SceneNode, b: SceneNode, between: Between): SceneNode {
  if (a === b) return b
  return {
    ...b,
    bounds: rectangleBetween(a.bounds, b.bounds, between),
    inputs: portsBetween(a.inputs, b.inputs, between),
    outputs: portsBetween(a.outputs, b.outputs, between),
    ...(a.body === undefined || b.body === undefined ? {} : { body: rectangleBetween(a.body, b.body, between) }),
    ...(b.strips === undefined ? {} : { strips: stripsBetween(a.strips, b.strips, between) })
  }
}

function stripsBetween(a: readonly Strip[] = [], b: readonly Strip[], between: Between): readonly Strip[] {
  return b.map((strip, index) => {
    const before = a[index]
    return before === undefined ? strip : { ...strip, bounds: rectangleBetween(before.bounds, strip.bounds, between) }
  })
}

function portsBetween(a: readonly ScenePort[], b: readonly ScenePort[], between: Between): readonly ScenePort[] {
  return b.map((port, index) => ({ ...port, at: pointBetween(a[index]?.at ?? port.at, port.at, between) }))
}

function noteBetween(a: SceneNote, b: SceneNote, between: Between): SceneNote {
  return { ...b, bounds: rectangleBetween(a.bounds, b.bounds, between) }
}

function edgeBetween(a: SceneEdge, b: SceneEdge, between: Between): SceneEdge {
  const count = Math.max(a.curve.segments.length, b.curve.segments.length)
  const curve = curveBetween(inSegments(a.curve, count), inSegments(b.curve, count), between)
  return { ...b, curve, bounds: boundsOfCurve(curve) }
}

function curveBetween(a: Curve, b: Curve, between: Between): Curve {
  return {
    start: pointBetween(a.start, b.start, between),
    segments: b.segments.map((segment, index) => {
      const { control1, control2, end } = a.segments[index] ?? segment
      return {
        control1: pointBetween(control1, segment.control1, between),
        control2: pointBetween(control2, segment.control2, between),
        end: pointBetween(end, segment.end, between)
      }
    }),
    middle: pointBetween(a.middle, b.middle, between)
  }
}

/** The same curve in so many segments: a single one is cut, so that it can turn into one that swings round. */
function inSegments(curve: Curve, count: number): Curve {
  const [only, ...more] = curve.segments
  if (only === undefined || more.length > 0 || count === 1) return curve
  const segments: Segment[] = []
  let [start, rest] = [curve.start, only]
  for (let left = count; left > 1; left -= 1) {
    const [first, second] = cut(start, rest, 1 / left)
    segments.push(first)
    start = first.end
    rest = second
  }
  return { ...curve, segments: [...segments, rest] }
}

/** De Casteljau: both parts together are the segment. */
function cut(start: CanvasPoint, segment: Segment, fraction: number): readonly [Segment, Segment] {
  const { control1, control2, end } = segment
  const along = (a: CanvasPoint, b: CanvasPoint): CanvasPoint => pointBetween(a, b, (p, q) => p + (q - p) * fraction)
  const [a, b, c] = [along(start, control1), along(control1, control2), along(control2, end)]
  const [d, e] = [along(a, b), along(b, c)]
  return [
    { control1: a, control2: d, end: pointAlong(start, segment, fraction) },
    { control1: e, control2: c, end }
  ]
}
