import type { EdgeId, PortReference } from '../../../../core/graph/drawing.ts'
import { message } from '../../../messages/message.ts'
import type { EditorModel } from '../../editor-model.ts'
import { edgesInto } from './connect-ports.ts'
import { editGraph } from '../arrange/placement.ts'

/** Moves an edge to another place among those of a port that takes many. */
export function moveInput(model: EditorModel, port: PortReference, edge: EdgeId, position: number): void {
  const edges = edgesInto(model.document, model.graph, port).map(({ id }) => id)
  const others = edges.filter(id => id !== edge)
  const next = [...others.slice(0, position), edge, ...others.slice(position)]
  if (others.length === edges.length || next.every((id, index) => id === edges[index])) return
  editGraph(model, message('step/order'), draft => draft.orderEdges(next))
}
