import { message } from '../../messages/message.ts'
import type { EditorModel } from '../editor-model.ts'
import { emptySelection, isEmpty, type Selection } from '../selection.ts'
import { editGraph } from './placement.ts'

/** Deletes the selected nodes, with the edges at them, the selected edges, and notes. */
export function removeSelection(model: EditorModel): void {
  const { selection } = model
  if (isEmpty(selection)) return
  editGraph(model, removalLabel(selection), draft => {
    for (const edge of selection.edges) if (draft.document.edges[edge] !== undefined) draft.disconnect(edge)
    for (const node of selection.nodes) if (draft.document.nodes[node] !== undefined) draft.removeNode(node)
    for (const note of selection.notes) if (draft.document.notes[note] !== undefined) draft.removeNote(note)
  })
  model.select(emptySelection)
}

function removalLabel({ nodes, edges, notes }: Selection): string {
  if (nodes.size > 0) return message('step/delete', { count: nodes.size })
  if (notes.size > 0) return message('step/deleteNotes', { count: notes.size })
  return message('step/deleteConnections', { count: edges.size })
}
