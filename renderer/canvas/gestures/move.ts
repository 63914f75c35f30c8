import type { NodeId } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { copySelectionBy } from '../edits/copy-by.ts'
import { nodeInDocument, type NodeInDrawing } from '../edits/item-node.ts'
import { moveParts, withHeld, type Parts } from '../edits/arrange/move-parts.ts'
import { positionsOf } from '../edits/arrange/placement.ts'
import { insertNode } from '../edits/edges/put-on-edge.ts'
import type { EditorModel } from '../editor-model.ts'
import { isSamePath } from '../graph-position.ts'
import type { NodeAt, NoteAt } from '../hit-test.ts'
import { canvasPoint, type CanvasPoint, type Rectangle } from '../points.ts'
import { cardAt, documentOffset, levelOf, withInner } from '../scene/levels/levels.ts'
import { keysOf, type Scene, type SceneLevel } from '../scene/scene.ts'
import { emptySelection, type Selection } from '../selection.ts'
import { edgeUnder } from './edge-under.ts'
import { align } from './alignment.ts'
import type { Gesture, Overlay } from './gesture.ts'
import type { GestureContext } from './gesture-context.ts'

/**
 * Moves the selected nodes and notes with the pressed one, and what frames among them hold. With Alt a copy is moved,
 * with Control or Command nothing snaps. A node without edges can be dropped onto one. The document changes once, when
 * they are dropped: until then they are drawn apart, and nothing else has to follow.
 */
export function moveGesture(
  context: GestureContext,
  pressed: NodeAt | NoteAt,
  from: CanvasPoint,
  seen: Rectangle
): Gesture {
  const { model, scene } = context
  const { path } = pressed
  const before = model.selection
  const selected = isSelected(before, pressed) && isSamePath(path, model.path) ? before : only(pressed)
  if (selected !== before) model.select(selected)
  const parts = withHeld(model, selected)
  const nodes = withInner(scene, keysOf(scene, path, parts.nodes))
  const notes = keysOf(scene, path, parts.notes)
  const lifted = new Set([...nodes, ...notes])
  const level = levelOf(scene, path)
  const at = 'node' in pressed ? positionsOf(model.document, model.graph).get(pressed.node) : undefined
  const start = level && startOf(scene, level, pressed, at)
  const isMoving = { kind: 'moving' as const, nodes, notes, lifted, isCopy: false, onto: undefined }
  const alone = start === undefined ? undefined : loneNode(model, parts)
  let overlay: Moving = { ...isMoving, x: 0, y: 0, guides: [] }
  const under = ({ x, y }: CanvasPoint) => {
    if (alone === undefined || level === undefined || start === undefined) return undefined
    const middle = canvasPoint((start.left + start.right) / 2 + x, (start.top + start.bottom) / 2 + y)
    return edgeUnder(model, context.scene, level, { middle, part: alone })
  }
  let onto: ReturnType<typeof under>
  return {
    get overlay() {
      return overlay
    },
    get cursor() {
      return overlay.isCopy ? ('copy' as const) : ('grabbing' as const)
    },
    drag(input, point) {
      if (start === undefined) return
      const offset = { x: point.x - from.x, y: point.y - from.y }
      const placed = input.isModified
        ? { x: Math.round(offset.x), y: Math.round(offset.y), guides: [] }
        : align(context.scene, { path, moving: lifted, start }, offset, seen)
      onto = input.isAlt ? undefined : under(placed)
      overlay = input.isAlt
        ? { ...isMoving, ...placed, isCopy: true, lifted: nothing }
        : { ...isMoving, ...placed, onto }
    },
    drop() {
      if (level === undefined) return
      const held = at ?? ('note' in pressed ? model.document.notes[pressed.note] : undefined)
      const { x, y } = held === undefined ? overlay : documentOffset(level, parts.nodes, held, overlay)
      if (overlay.isCopy) copySelectionBy(model, x, y)
      else if (onto?.verdict.kind === 'fits' && alone !== undefined && at !== undefined)
        insertNode(model, onto.record, alone.node, { x: at.x + x, y: at.y + y })
      else moveParts(model, parts, x, y)
    },
    cancel() {
      model.select(before)
    }
  }
}

type Moving = Overlay & { readonly kind: 'moving' }

const nothing: ReadonlySet<string> = new Set()

/** The one node that is moved, as long as it has no edges: it can be put into one. */
function loneNode({ document, graph }: EditorModel, { nodes, notes }: Parts): NodeInDrawing | undefined {
  const [id, ...others] = nodes
  if (id === undefined || others.length > 0 || notes.size > 0) return undefined
  const { incoming, outgoing } = graphOf(document, graph)
  return incoming(id).length + outgoing(id).length === 0 ? nodeInDocument(document, id) : undefined
}

function isSelected({ nodes, notes }: Parts, pressed: NodeAt | NoteAt): boolean {
  return 'node' in pressed ? nodes.has(pressed.node) : notes.has(pressed.note)
}

function only(pressed: NodeAt | NoteAt): Selection {
  const { path } = pressed
  return 'node' in pressed
    ? { ...emptySelection, path, nodes: new Set<NodeId>([pressed.node]) }
    : { ...emptySelection, path, notes: new Set([pressed.note]) }
}

/** Where the pressed one stands; of an unfolded block, where its card would. */
function startOf(
  scene: Scene,
  level: SceneLevel,
  pressed: NodeAt | NoteAt,
  at: CanvasPoint | undefined
): Rectangle | undefined {
  if ('note' in pressed) return scene.notes.get(pressed.key)?.bounds
  return at && cardAt(level, at)
}
