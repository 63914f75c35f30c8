import type { NodeId } from '../../../core/graph/drawing.ts'
import { moveNodes } from '../edits/move-nodes.ts'
import type { CanvasPoint, Rectangle } from '../points.ts'
import { selectNodes } from '../selection.ts'
import { align } from './alignment.ts'
import type { Gesture, Overlay } from './gesture.ts'
import type { GestureContext } from './gesture-context.ts'

/**
 * Moves the selected nodes with the pressed one. The document changes once, when the nodes are dropped: until then
 * they are drawn apart, and nothing else has to follow.
 */
export function moveGesture(context: GestureContext, pressed: NodeId, from: CanvasPoint, seen: Rectangle): Gesture {
  const { model, scene } = context
  const before = model.selection
  const nodes = before.nodes.has(pressed) ? before.nodes : new Set([pressed])
  if (nodes !== before.nodes) model.select(selectNodes(nodes))
  const start = scene.nodes.get(pressed)?.bounds
  let overlay: Overlay & { readonly kind: 'moving' } = { kind: 'moving', nodes, x: 0, y: 0, guides: [] }
  return {
    get overlay() {
      return overlay
    },
    cursor: 'grabbing',
    drag(input, at) {
      if (start === undefined) return
      const offset = { x: at.x - from.x, y: at.y - from.y }
      const placed = input.isAlt
        ? { x: Math.round(offset.x), y: Math.round(offset.y), guides: [] }
        : align(context.scene, nodes, start, offset, seen)
      overlay = { kind: 'moving', nodes, ...placed }
    },
    drop() {
      moveNodes(model, nodes, overlay.x, overlay.y)
    },
    cancel() {
      model.select(before)
    }
  }
}
