import type { NoteId } from '../../core/document/records.ts'
import type { EdgeId, NodeId } from '../../core/graph/drawing.ts'

/** What is selected, in one graph. Session state: neither saved nor undone. */
export interface Selection {
  /**
   * The block instances from the root down to its graph: the one that is shown, or inside a block that is unfolded in
   * it. Left out in what shall be selected where the last selection was.
   */
  readonly path?: readonly NodeId[]
  readonly nodes: ReadonlySet<NodeId>
  readonly edges: ReadonlySet<EdgeId>
  /** Notes and frames. */
  readonly notes: ReadonlySet<NoteId>
}

const nothing: ReadonlySet<string> = new Set()

export const emptySelection: Selection = { nodes: nothing, edges: nothing, notes: nothing }

export function selectNodes(nodes: Iterable<NodeId>): Selection {
  return { ...emptySelection, nodes: new Set(nodes) }
}

export function selectEdges(edges: Iterable<EdgeId>): Selection {
  return { ...emptySelection, edges: new Set(edges) }
}

export function selectNotes(notes: Iterable<NoteId>): Selection {
  return { ...emptySelection, notes: new Set(notes) }
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

export function toggleNote(selection: Selection, note: NoteId): Selection {
  return { ...selection, notes: toggled(selection.notes, note) }
}

export function isEmpty({ nodes, edges, notes }: Selection): boolean {
  return nodes.size === 0 && edges.size === 0 && notes.size === 0
}
