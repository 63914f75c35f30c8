import type { NoteId } from '../../core/document/records.ts'
import type { EdgeId, NodeId } from '../../core/graph/drawing.ts'
import { keysOf, type Scene, type SceneKey } from './scene/scene.ts'

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
  /** The node that keys are on, where it is another than the one that was selected last. It may be selected or not. */
  readonly focus?: NodeId | undefined
}

const nothing: ReadonlySet<string> = new Set()

export const emptySelection: Selection = { nodes: nothing, edges: nothing, notes: nothing }

export function selectNodes(nodes: Iterable<NodeId>, path?: readonly NodeId[]): Selection {
  return { ...emptySelection, ...(path === undefined ? {} : { path }), nodes: new Set(nodes) }
}

export function selectEdges(edges: Iterable<EdgeId>, path?: readonly NodeId[]): Selection {
  return { ...emptySelection, ...(path === undefined ? {} : { path }), edges: new Set(edges) }
}

export function selectNotes(notes: Iterable<NoteId>, path?: readonly NodeId[]): Selection {
  return { ...emptySelection, ...(path === undefined ? {} : { path }), notes: new Set(notes) }
}

function toggled<Id>(ids: ReadonlySet<Id>, id: Id): ReadonlySet<Id> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}

export function toggleNode(selection: Selection, node: NodeId): Selection {
  return { ...selection, focus: undefined, nodes: toggled(selection.nodes, node) }
}

export function toggleEdge(selection: Selection, edge: EdgeId): Selection {
  return { ...selection, focus: undefined, edges: toggled(selection.edges, edge) }
}

export function toggleNote(selection: Selection, note: NoteId): Selection {
  return { ...selection, focus: undefined, notes: toggled(selection.notes, note) }
}

export function isEmpty({ nodes, edges, notes }: Selection): boolean {
  return nodes.size === 0 && edges.size === 0 && notes.size === 0
}

/** What is selected, as it is seen: by keys of the scene. */
export function selectionIn(
  scene: Scene,
  { selection, path }: { readonly selection: Selection; readonly path: readonly NodeId[] }
): Selection {
  const { nodes, edges, notes, focus } = selection
  if (path.length === scene.path.length) return { nodes, edges, notes, focus }
  const keys = (ids: Iterable<string>): ReadonlySet<SceneKey> => keysOf(scene, path, ids)
  const [focused] = keys(focus === undefined ? [] : [focus])
  return { nodes: keys(nodes), edges: keys(edges), notes: keys(notes), focus: focused }
}
