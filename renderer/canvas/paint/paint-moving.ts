import type { Guide, Overlay } from '../gestures/gesture.ts'
import { canvasPoint, type CanvasPoint } from '../points.ts'
import { levelOf } from '../scene/levels/levels.ts'
import { straightAcross } from '../scene/edges/route.ts'
import type { Scene, SceneEdge, SceneKey, SceneNode } from '../scene/scene.ts'
import { hairline, type Brush } from './brush.ts'
import { paintContainer } from './items/paint-container.ts'
import { paintCurve, paintPill } from './items/paint-edge.ts'
import { paintNode, type NodeState } from './items/paint-node.ts'
import { paintFrameTitle, paintNote } from './items/paint-note.ts'
import { paintOnto, paintOntoReason } from './paint-onto.ts'
import type { Selection } from '../selection.ts'

/** What is carried, with the edges at it, or a copy of it. */
export function paintMoving(
  brush: Brush,
  { scene, selection }: { readonly scene: Scene; readonly selection: Selection },
  { nodes, notes, x, y, guides, isCopy, onto }: Overlay & { readonly kind: 'moving' }
): void {
  const { context } = brush
  for (const guide of guides) paintGuide(brush, guide)
  if (onto !== undefined) paintOnto(brush, scene, onto)
  const moved = [...nodes].flatMap(key => scene.nodes.get(key) ?? [])
  const stateOf = ({ key }: SceneNode): NodeState => ({ isSelected: selection.nodes.has(key), isHovered: false })
  context.save()
  context.translate(x, y)
  // Frames stay behind what is in them.
  const movedNotes = [...scene.notes.values()].filter(({ key }) => notes.has(key))
  for (const note of movedNotes) {
    paintNote(brush, note, { isSelected: selection.notes.has(note.key), isHovered: false })
  }
  for (const node of moved) if (node.form === 'container') paintContainer(brush, node, stateOf(node))
  context.restore()
  for (const edge of edgesAt(scene, nodes)) {
    const isInside = nodes.has(edge.from) && nodes.has(edge.to)
    if (isInside || !isCopy) paintMovingEdge(brush, scene, { edge, nodes, x, y })
  }
  context.save()
  context.translate(x, y)
  for (const node of moved) if (node.form !== 'container') paintNode(brush, node, stateOf(node))
  for (const note of movedNotes) paintFrameTitle(brush, note)
  context.restore()
  const [first] = moved
  if (onto !== undefined && first !== undefined) {
    const { left, right, bottom } = first.bounds
    paintOntoReason(brush, onto, (left + right) / 2 + x, bottom + y + 18 / brush.scale)
  }
}

interface MovingEdge {
  readonly edge: SceneEdge
  readonly nodes: ReadonlySet<SceneKey>
  readonly x: number
  readonly y: number
}

/** As it runs within what is moved; straight to what stays where it is. */
function paintMovingEdge(brush: Brush, scene: Scene, { edge, nodes, x, y }: MovingEdge): void {
  const { context, colors } = brush
  const start = shiftedIf(nodes.has(edge.from), edge.curve.start, x, y)
  const end = shiftedIf(nodes.has(edge.to), edge.curve.segments.at(-1)?.end ?? edge.curve.start, x, y)
  const isRigid = nodes.has(edge.from) && nodes.has(edge.to)
  context.save()
  if (isRigid) context.translate(x, y)
  const direction = levelOf(scene, edge.path)?.direction ?? scene.direction
  const curve = isRigid ? edge.curve : straightAcross({ from: start, to: end }, direction)
  paintCurve(brush, curve, colors.faint, 1.5)
  paintPill(brush, { ...edge, curve }, { isSelected: false, isHovered: false })
  context.restore()
}

function paintGuide(brush: Brush, { axis, at, from, to }: Guide): void {
  const { context, colors } = brush
  context.beginPath()
  if (axis === 'x') {
    context.moveTo(at, from - 12)
    context.lineTo(at, to + 12)
  } else {
    context.moveTo(from - 12, at)
    context.lineTo(to + 12, at)
  }
  context.strokeStyle = colors.accent
  context.globalAlpha = 0.5
  context.lineWidth = hairline(brush)
  context.stroke()
  context.globalAlpha = 1
}

const touching = new WeakMap<ReadonlySet<SceneKey>, readonly SceneEdge[]>()

/** Looked up once for a gesture: its set of nodes stays the same object. */
function edgesAt(scene: Scene, nodes: ReadonlySet<SceneKey>): readonly SceneEdge[] {
  const known = touching.get(nodes)
  if (known !== undefined) return known
  const found = [...scene.edges.values()].filter(edge => nodes.has(edge.from) || nodes.has(edge.to))
  touching.set(nodes, found)
  return found
}

function shiftedIf(isShifted: boolean, point: CanvasPoint, x: number, y: number): CanvasPoint {
  return isShifted ? canvasPoint(point.x + x, point.y + y) : point
}
