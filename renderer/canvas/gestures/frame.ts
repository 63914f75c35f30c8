import { encloses, overlaps, rectangleBetween, type CanvasPoint, type Rectangle } from '../points.ts'
import type { SceneNote } from '../scene/scene-notes.ts'
import type { Gesture, Overlay } from './gesture.ts'
import type { GestureContext } from './gesture-context.ts'

/** Selects the nodes and notes that a frame touches; with shift, besides what was selected. */
export function frameGesture(context: GestureContext, from: CanvasPoint, isAdding: boolean): Gesture {
  const { model } = context
  const before = model.selection
  let overlay: Overlay = { kind: 'framing', frame: rectangleBetween(from, from), nodes: new Set(), notes: new Set() }
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
      const notes = new Set(isAdding ? before.notes : [])
      for (const note of scene.notes.values()) if (isTaken(note, frame)) notes.add(note.id)
      overlay = { kind: 'framing', frame, nodes, notes }
    },
    drop() {
      if (overlay.kind !== 'framing') return
      const { nodes, notes } = overlay
      model.select({ nodes, edges: isAdding ? before.edges : new Set(), notes })
    },
    cancel() {
      model.select(before)
    }
  }
}

/** Dragging inside a titled frame, or across it, means what is in it. */
function isTaken({ kind, bounds }: SceneNote, frame: Rectangle): boolean {
  return kind === 'note' ? overlaps(bounds, frame) : encloses(frame, bounds)
}
