import type { NodeId } from '../../../core/graph/drawing.ts'
import { moveParts, withHeld, type Parts } from '../edits/move-parts.ts'
import { placesOf } from '../edits/placement.ts'
import { isSamePath } from '../graph-place.ts'
import type { NodeAt, NoteAt } from '../hit-test.ts'
import type { CanvasPoint, Rectangle } from '../points.ts'
import { cardAt, documentOffset, levelOf, withInner } from '../scene/levels.ts'
import { keysOf, type Scene, type SceneLevel } from '../scene/scene.ts'
import { emptySelection, type Selection } from '../selection.ts'
import { align } from './alignment.ts'
import type { Gesture, Overlay } from './gesture.ts'
import type { GestureContext } from './gesture-context.ts'

/**
 * Moves the selected nodes and notes with the pressed one, and what frames among them hold. The document changes once,
 * when they are dropped: until then they are drawn apart, and nothing else has to follow.
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
  const at = 'node' in pressed ? placesOf(model.document, model.graph).get(pressed.node) : undefined
  const start = level && startOf(scene, level, pressed, at)
  let overlay: Overlay & { readonly kind: 'moving' } = {
    kind: 'moving',
    ...{ nodes, notes, lifted, x: 0, y: 0, guides: [] }
  }
  return {
    get overlay() {
      return overlay
    },
    cursor: 'grabbing',
    drag(input, point) {
      if (start === undefined) return
      const offset = { x: point.x - from.x, y: point.y - from.y }
      const placed = input.isAlt
        ? { x: Math.round(offset.x), y: Math.round(offset.y), guides: [] }
        : align(context.scene, { path, moving: lifted, start }, offset, seen)
      overlay = { kind: 'moving', nodes, notes, lifted, ...placed }
    },
    drop() {
      if (level === undefined) return
      const { x, y } = at === undefined ? overlay : documentOffset(level, parts.nodes, at, overlay)
      moveParts(model, parts, x, y)
    },
    cancel() {
      model.select(before)
    }
  }
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
