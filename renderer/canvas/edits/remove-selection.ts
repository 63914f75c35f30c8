import { message } from '../../messages/message.ts'
import type { EditorModel } from '../editor-model.ts'
import { emptySelection, isEmpty } from '../selection.ts'
import { editGraph } from './placement.ts'

/** Deletes the selected nodes, with the edges at them, and the selected edges. */
export function removeSelection(model: EditorModel): void {
  const { selection } = model
  if (isEmpty(selection)) return
  editGraph(model, removalLabel(selection.nodes.size, selection.edges.size), draft => {
    for (const edge of selection.edges) if (draft.document.edges[edge] !== undefined) draft.disconnect(edge)
    for (const node of selection.nodes) if (draft.document.nodes[node] !== undefined) draft.removeNode(node)
  })
  model.select(emptySelection)
}

function removalLabel(nodes: number, edges: number): string {
  return nodes === 0 ? message('step/deleteConnections', { count: edges }) : message('step/delete', { count: nodes })
}
