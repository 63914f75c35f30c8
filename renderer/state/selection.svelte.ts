import type { EdgeId, GraphId, NodeId } from '../../core/graph/drawing.ts'
import type { Document, NoteId } from '../../core/document/records.ts'

const nothing: ReadonlySet<string> = new Set()

/** What is selected and which graph is open. Session state: neither saved nor undoable. */
export interface Selection {
  /** Of the open graph; what an undo or a deletion removed drops out. */
  readonly nodes: ReadonlySet<NodeId>
  readonly edges: ReadonlySet<EdgeId>
  readonly notes: ReadonlySet<NoteId>
  /** The block instances from the root graph down to the open one; empty for the root. */
  readonly path: readonly NodeId[]
  /** The graph that the canvas shows. */
  readonly graph: GraphId
  readonly isEmpty: boolean
  select(nodes: Iterable<NodeId>, edges?: Iterable<EdgeId>, notes?: Iterable<NoteId>): void
  clear(): void
  /** Steps into blocks, or out of them. Selects nothing. */
  open(path: readonly NodeId[]): void
  /** Opens the graph that holds the node, by any instance, and selects it. */
  reveal(node: NodeId): void
}

export function createSelection(documentOf: () => Document): Selection {
  let chosenNodes = $state.raw(nothing)
  let chosenEdges = $state.raw(nothing)
  let chosenNotes = $state.raw(nothing)
  let chosenPath = $state.raw<readonly NodeId[]>([])

  const path = $derived(validPath(documentOf(), chosenPath))
  const graph = $derived(graphAt(documentOf(), path))
  const nodes = $derived(among(chosenNodes, documentOf().nodes, graph))
  const edges = $derived(among(chosenEdges, documentOf().edges, graph))
  const notes = $derived(among(chosenNotes, documentOf().notes, graph))

  function select(
    nextNodes: Iterable<NodeId>,
    nextEdges: Iterable<EdgeId> = [],
    nextNotes: Iterable<NoteId> = []
  ): void {
    chosenNodes = new Set(nextNodes)
    chosenEdges = new Set(nextEdges)
    chosenNotes = new Set(nextNotes)
  }
  function open(next: readonly NodeId[]): void {
    chosenPath = next
    select([])
  }

  return {
    get nodes() {
      return nodes
    },
    get edges() {
      return edges
    },
    get notes() {
      return notes
    },
    get path() {
      return path
    },
    get graph() {
      return graph
    },
    get isEmpty() {
      return nodes.size === 0 && edges.size === 0 && notes.size === 0
    },
    select,
    clear: () => select([]),
    open,
    reveal(node) {
      const document = documentOf()
      const home = document.nodes[node]?.graph
      if (home === undefined) return
      if (home !== graph) open(pathTo(document, home) ?? [])
      select([node])
    }
  }
}

function among(
  chosen: ReadonlySet<string>,
  records: Readonly<Record<string, { readonly graph: GraphId }>>,
  graph: GraphId
): ReadonlySet<string> {
  const there = [...chosen].filter(id => records[id]?.graph === graph)
  return there.length === chosen.size ? chosen : new Set(there)
}

/** As far down as the path's instances still stand in each other. */
function validPath(document: Document, path: readonly NodeId[]): readonly NodeId[] {
  let graph = document.root
  for (const [depth, id] of path.entries()) {
    const node = document.nodes[id]
    const inside = node?.block === undefined ? undefined : document.blocks[node.block]?.graph
    if (node?.graph !== graph || inside === undefined) return path.slice(0, depth)
    graph = inside
  }
  return path
}

function graphAt(document: Document, path: readonly NodeId[]): GraphId {
  const last = path.at(-1)
  const block = last === undefined ? undefined : document.nodes[last]?.block
  return (block === undefined ? undefined : document.blocks[block]?.graph) ?? document.root
}

/** The shortest way down from the root to a graph, instance by instance. */
function pathTo(document: Document, graph: GraphId): readonly NodeId[] | undefined {
  const instances = Object.values(document.nodes).filter(node => node.block !== undefined)
  let level: readonly { readonly graph: GraphId; readonly path: readonly NodeId[] }[] = [
    { graph: document.root, path: [] }
  ]
  const seen = new Set<GraphId>()
  while (level.length > 0) {
    const found = level.find(each => each.graph === graph)
    if (found) return found.path
    level = level.flatMap(each => {
      if (seen.has(each.graph)) return []
      seen.add(each.graph)
      return instances
        .filter(node => node.graph === each.graph)
        .map(node => ({
          graph: document.blocks[node.block ?? '']?.graph ?? '',
          path: [...each.path, node.id]
        }))
    })
  }
  return undefined
}
