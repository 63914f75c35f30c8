import type { NoteId } from '../../../core/document/records.ts'
import type { NodeId } from '../../../core/graph/drawing.ts'
import { isSamePath } from '../graph-position.ts'
import { encloses, overlaps, rectangleBetween, type CanvasPoint, type Rectangle } from '../points.ts'
import { levelAt } from '../scene/levels/levels.ts'
import { keysOf } from '../scene/scene.ts'
import type { SceneNote } from '../scene/scene.ts'
import { emptySelection } from '../selection.ts'
import type { Gesture, Overlay } from './gesture.ts'
import type { GestureContext } from './gesture-context.ts'

/**
 * Selects the nodes and notes that a frame touches; with shift, besides what was selected. They are all of one graph:
 * the one in which the frame begins.
 */
export function frameGesture(context: GestureContext, from: CanvasPoint, isAdding: boolean): Gesture {
  const { model, scene } = context
  const before = model.selection
  const path = levelAt(scene, from)?.path ?? scene.path
  const kept = isAdding && isSamePath(path, model.path) ? before : emptySelection
  let nodes: ReadonlySet<NodeId> = kept.nodes
  let notes: ReadonlySet<NoteId> = kept.notes
  let frame = rectangleBetween(from, from)
  return {
    get overlay(): Overlay {
      return { kind: 'framing', frame, nodes: keysOf(scene, path, nodes), notes: keysOf(scene, path, notes) }
    },
    cursor: 'default',
    drag(_, at) {
      frame = rectangleBetween(from, at)
      const isMeant = (part: { readonly path: readonly NodeId[] }): boolean => isSamePath(part.path, path)
      const touched = scene.nodeGrid.within(frame).filter(node => isMeant(node) && overlaps(node.bounds, frame))
      const taken = [...scene.notes.values()].filter(note => isMeant(note) && isTaken(note, frame))
      nodes = new Set([...kept.nodes, ...touched.map(node => node.id)])
      notes = new Set([...kept.notes, ...taken.map(note => note.id)])
    },
    drop() {
      model.select({ path, nodes, edges: kept.edges, notes })
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
