import { connectInPlace } from '../../../../core/document/connections/connect-in-place.ts'
import type { Edge } from '../../../../core/graph/drawing.ts'
import { message } from '../../../messages/message.ts'
import type { EditorModel } from '../../editor-model.ts'
import { editGraph } from '../arrange/placement.ts'

/** Leads an edge from or to another port. Where only its source is another, it keeps its place in the order of the port. */
export function replugEdge(model: EditorModel, edge: Edge, { from, to }: Pick<Edge, 'from' | 'to'>): void {
  editGraph(model, message('step/replug'), draft => {
    if (to.node === edge.to.node && to.port === edge.to.port) {
      connectInPlace(draft, from, edge)
      return
    }
    draft.disconnect(edge.id)
    draft.connect(from, to)
  })
}

export function disconnectEdge(model: EditorModel, edge: Edge): void {
  editGraph(model, message('step/deleteConnections', { count: 1 }), draft => draft.disconnect(edge.id))
}
