import type { Edge, EdgeId, PortReference } from '../../graph/drawing.ts'
import { graphOf } from '../../graph/graph.ts'
import type { Draft } from '../draft.ts'

/**
 * Leads another value into the port of an edge, which goes if it is still there. At a port that takes many, the new edge
 * has its place among the others.
 */
export function connectInPlace(draft: Draft, from: PortReference, { id, graph, to, order }: Edge): EdgeId {
  if (draft.document.edges[id] !== undefined) draft.disconnect(id)
  const others = graphOf(draft.document, graph)
    .incoming(to.node)
    .filter(edge => edge.to.port === to.port)
  const made = draft.connect(from, to)
  if (others.every(edge => edge.id !== made) && others.every(edge => draft.document.edges[edge.id] !== undefined)) {
    const positions = [...others.map(edge => ({ id: edge.id, order: edge.order })), { id: made, order }]
    draft.orderEdges(positions.sort((a, b) => a.order - b.order).map(position => position.id))
  }
  return made
}
