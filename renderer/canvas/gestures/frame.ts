import { overlaps, rectangleBetween, type CanvasPoint } from '../points.ts'
import type { Gesture, Overlay } from './gesture.ts'
import type { GestureContext } from './gesture-context.ts'

/** Selects the nodes that a frame touches, and the edges between them; with shift, besides what was selected. */
export function frameGesture(context: GestureContext, from: CanvasPoint, isAdding: boolean): Gesture {
  const { model } = context
  const before = model.selection
  let overlay: Overlay = { kind: 'framing', frame: rectangleBetween(from, from), nodes: new Set() }
  return {
    get overlay() {
      return overlay
    },
    cursor: 'default',
    drag(_, at) {
      const frame = rectangleBetween(from, at)
      const { scene } = context
      const touched = scene.nodeGrid.within(frame).filter(node => overlaps(node.bounds, frame))
      const nodes = new Set([...(isAdding ? before.nodes : []), ...touched.map(node => node.id)])
      overlay = { kind: 'framing', frame, nodes }
    },
    drop() {
      if (overlay.kind !== 'framing') return
      model.select({ nodes: overlay.nodes, edges: isAdding ? before.edges : new Set() })
    },
    cancel() {
      model.select(before)
    }
  }
}
