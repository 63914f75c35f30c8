import type { EdgeId, NodeId } from '../../core/graph/drawing.ts'

/** What is selected in the open graph. Session state: neither saved nor undone. */
export interface Selection {
  readonly nodes: ReadonlySet<NodeId>
  readonly edges: ReadonlySet<EdgeId>
}

export const emptySelection: Selection = { nodes: new Set(), edges: new Set() }

export function selectNodes(nodes: Iterable<NodeId>): Selection {
  return { nodes: new Set(nodes), edges: new Set() }
}

export function selectEdges(edges: Iterable<EdgeId>): Selection {
  return { nodes: new Set(), edges: new Set(edges) }
}

function toggled<Id>(ids: ReadonlySet<Id>, id: Id): ReadonlySet<Id> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}

export function toggleNode(selection: Selection, node: NodeId): Selection {
  return { ...selection, nodes: toggled(selection.nodes, node) }
}

export function toggleEdge(selection: Selection, edge: EdgeId): Selection {
  return { ...selection, edges: toggled(selection.edges, edge) }
}

export function isEmpty({ nodes, edges }: Selection): boolean {
  return nodes.size === 0 && edges.size === 0
}
