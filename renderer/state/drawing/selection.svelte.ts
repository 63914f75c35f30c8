import type { EdgeId, GraphId, NodeId } from '../../../core/graph/drawing.ts'
import type { Document, NoteId } from '../../../core/document/records.ts'
import { isWithin, positionAt, type GraphPosition } from '../../canvas/graph-position.ts'

const nothing: ReadonlySet<string> = new Set()

/**
 * What is selected and which graph is open. What is selected lies in the open graph, or in a block that is unfolded in
 * it. Session state: neither saved nor undoable.
 */
export class Selection implements GraphPosition {
  readonly #documentOf: () => Document
  #chosenNodes = $state.raw(nothing)
  #chosenEdges = $state.raw(nothing)
  #chosenNotes = $state.raw(nothing)
  #chosenFocus = $state.raw<NodeId>()
  #chosenPath = $state.raw<readonly NodeId[]>([])
  #openPath = $state.raw<readonly NodeId[]>([])

  /** The graph that the canvas shows. */
  readonly shown = $derived.by((): GraphPosition => positionAt(this.#documentOf(), this.#openPath))
  readonly #chosenIn = $derived.by(() =>
    isWithin(this.#chosenPath, this.shown.path) ? positionAt(this.#documentOf(), this.#chosenPath) : this.shown
  )
  // All lie in one graph; what an undo or a deletion removed drops out.
  readonly nodes = $derived.by(() => among(this.#chosenNodes, this.#documentOf().nodes, this.#chosenIn.graph))
  readonly edges = $derived.by(() => among(this.#chosenEdges, this.#documentOf().edges, this.#chosenIn.graph))
  readonly notes = $derived.by(() => among(this.#chosenNotes, this.#documentOf().notes, this.#chosenIn.graph))
  readonly isEmpty = $derived(this.nodes.size === 0 && this.edges.size === 0 && this.notes.size === 0)
  /** The node that keys are on, where it is another than the one that was selected last. */
  readonly focus = $derived.by(() => {
    const focus = this.#chosenFocus
    return this.#documentOf().nodes[focus ?? '']?.graph === this.#chosenIn.graph ? focus : undefined
  })
  readonly #position = $derived(this.isEmpty && this.focus === undefined ? this.shown : this.#chosenIn)

  constructor(documentOf: () => Document) {
    this.#documentOf = documentOf
  }

  /** The graph that is worked on: of what is selected, or the open one. */
  get graph(): GraphId {
    return this.#position.graph
  }

  get path(): readonly NodeId[] {
    return this.#position.path
  }

  /** In the graph that is worked on, unless the path to another one is given. */
  select(
    nodes: Iterable<NodeId>,
    edges: Iterable<EdgeId> = [],
    notes: Iterable<NoteId> = [],
    path: readonly NodeId[] = this.path,
    focus?: NodeId
  ): void {
    this.#chosenNodes = new Set(nodes)
    this.#chosenEdges = new Set(edges)
    this.#chosenNotes = new Set(notes)
    this.#chosenPath = path
    this.#chosenFocus = focus
  }

  clear(): void {
    this.select([])
  }

  /** Steps into blocks, or out of them. Selects nothing. */
  open(path: readonly NodeId[]): void {
    this.#openPath = path
    this.select([], [], [], path)
  }

  /** Opens the graph that holds the node, by any instance, and selects it. */
  reveal(node: NodeId): void {
    const document = this.#documentOf()
    const home = document.nodes[node]?.graph
    if (home === undefined) return
    if (home !== this.graph) this.open(pathTo(document, home) ?? [])
    this.select([node])
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
