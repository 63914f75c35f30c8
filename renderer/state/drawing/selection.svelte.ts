import type { EdgeId, GraphId, NodeId } from '../../../core/graph/drawing.ts'
import type { Document, NoteId } from '../../../core/document/records.ts'
import { isWithin, placeAt, type GraphPlace } from '../../canvas/graph-place.ts'

const nothing: ReadonlySet<string> = new Set()

/**
 * What is selected and which graph is open. What is selected lies in the open graph, or in a block that is unfolded in
 * it. Session state: neither saved nor undoable.
 */
export interface Selection extends GraphPlace {
  /** Of one graph; what an undo or a deletion removed drops out. */
  readonly nodes: ReadonlySet<NodeId>
  readonly edges: ReadonlySet<EdgeId>
  readonly notes: ReadonlySet<NoteId>
  /** The node that keys are on, where it is another than the one that was selected last. */
  readonly focus: NodeId | undefined
  /** The graph that is worked on: of what is selected, or the open one. */
  readonly graph: GraphId
  readonly path: readonly NodeId[]
  /** The graph that the canvas shows. */
  readonly shown: GraphPlace
  readonly isEmpty: boolean
  /** In the graph that is worked on, unless the path to another one is given. */
  select(
    nodes: Iterable<NodeId>,
    edges?: Iterable<EdgeId>,
    notes?: Iterable<NoteId>,
    path?: readonly NodeId[],
    focus?: NodeId
  ): void
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
  let chosenFocus = $state.raw<NodeId>()
  let chosenPath = $state.raw<readonly NodeId[]>([])
  let openPath = $state.raw<readonly NodeId[]>([])

  const shown = $derived(placeAt(documentOf(), openPath))
  const chosenIn = $derived(isWithin(chosenPath, shown.path) ? placeAt(documentOf(), chosenPath) : shown)
  const nodes = $derived(among(chosenNodes, documentOf().nodes, chosenIn.graph))
  const edges = $derived(among(chosenEdges, documentOf().edges, chosenIn.graph))
  const notes = $derived(among(chosenNotes, documentOf().notes, chosenIn.graph))
  const isEmpty = $derived(nodes.size === 0 && edges.size === 0 && notes.size === 0)
  const focus = $derived(documentOf().nodes[chosenFocus ?? '']?.graph === chosenIn.graph ? chosenFocus : undefined)
  const place = $derived(isEmpty && focus === undefined ? shown : chosenIn)

  function select(
    nextNodes: Iterable<NodeId>,
    nextEdges: Iterable<EdgeId> = [],
    nextNotes: Iterable<NoteId> = [],
    path: readonly NodeId[] = place.path,
    nextFocus?: NodeId
  ): void {
    chosenNodes = new Set(nextNodes)
    chosenEdges = new Set(nextEdges)
    chosenNotes = new Set(nextNotes)
    chosenPath = path
    chosenFocus = nextFocus
  }
  function open(next: readonly NodeId[]): void {
    openPath = next
    select([], [], [], next)
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
    get focus() {
      return focus
    },
    get path() {
      return place.path
    },
    get graph() {
      return place.graph
    },
    get shown() {
      return shown
    },
    get isEmpty() {
      return isEmpty
    },
    select,
    clear: () => select([]),
    open,
    reveal(node) {
      const document = documentOf()
      const home = document.nodes[node]?.graph
      if (home === undefined) return
      if (home !== place.graph) open(pathTo(document, home) ?? [])
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
