import type { Drawing, Edge, EdgeId, GraphId, GraphNode, NodeId } from './drawing.ts'

/** One graph of a drawing, indexed for walking. */
export interface Graph {
  readonly id: GraphId
  readonly nodes: ReadonlyMap<NodeId, GraphNode>
  readonly edges: readonly Edge[]
  /** Edges into a node, by port and then in their order. */
  incoming(node: NodeId): readonly Edge[]
  outgoing(node: NodeId): readonly Edge[]
  /**
   * Every node after what feeds it, branch by branch; depends on ids and edges alone, not on the order of the records.
   * Where there is a cycle, the edge that closes it is not followed.
   */
  readonly order: readonly GraphNode[]
  /** Each cycle as the nodes round it, in the direction of the edges. Without the edges that close them, none is left. */
  readonly cycles: readonly (readonly GraphNode[])[]
}

const nothing: readonly Edge[] = []
const nodesByGraph = new WeakMap<Drawing['nodes'], ReadonlyMap<GraphId, ReadonlyMap<NodeId, GraphNode>>>()
const edgesByGraph = new WeakMap<Drawing['edges'], ReadonlyMap<GraphId, readonly Edge[]>>()
const graphs = new WeakMap<Drawing['nodes'], WeakMap<Drawing['edges'], Map<GraphId, Graph>>>()

/** One graph of the drawing. Kept as long as the drawing's records are, so asking again costs nothing. */
export function graphOf(drawing: Pick<Drawing, 'nodes' | 'edges'>, id: GraphId): Graph {
  const byEdges = remember(graphs, drawing.nodes, () => new WeakMap<Drawing['edges'], Map<GraphId, Graph>>())
  const byId = remember(byEdges, drawing.edges, () => new Map<GraphId, Graph>())
  return remember(byId, id, () => indexGraph(drawing, id))
}

interface Memory<Key, Value> {
  get(key: Key): Value | undefined
  set(key: Key, value: Value): unknown
}

function remember<Key, Value>(memory: Memory<Key, Value>, key: Key, make: () => Value): Value {
  const known = memory.get(key)
  if (known !== undefined) return known
  const made = make()
  memory.set(key, made)
  return made
}

function indexGraph(drawing: Pick<Drawing, 'nodes' | 'edges'>, id: GraphId): Graph {
  const nodes = remember(nodesByGraph, drawing.nodes, () => groupNodes(drawing.nodes)).get(id) ?? new Map()
  const edges = remember(edgesByGraph, drawing.edges, () => groupEdges(drawing.edges)).get(id) ?? nothing
  const incoming = groupBy(edges, edge => edge.to.node)
  for (const list of incoming.values()) list.sort(compareEdges)
  const outgoing = groupBy(edges, edge => edge.from.node)
  const into = (node: NodeId): readonly Edge[] => incoming.get(node) ?? nothing
  const outOf = (node: NodeId): readonly Edge[] => outgoing.get(node) ?? nothing
  // Checking one connection needs no order, and a drag checks many.
  let walked: Pick<Graph, 'order' | 'cycles'> | undefined
  const walkOnce = (): Pick<Graph, 'order' | 'cycles'> => (walked ??= walk(nodes, into, outOf))
  return {
    id,
    nodes,
    edges,
    incoming: into,
    outgoing: outOf,
    get order() {
      return walkOnce().order
    },
    get cycles() {
      return walkOnce().cycles
    }
  }
}

function groupNodes(nodes: Drawing['nodes']): ReadonlyMap<GraphId, ReadonlyMap<NodeId, GraphNode>> {
  const groups = new Map<GraphId, Map<NodeId, GraphNode>>()
  for (const node of Object.values(nodes)) {
    remember(groups, node.graph, () => new Map<NodeId, GraphNode>()).set(node.id, node)
  }
  return groups
}

function groupEdges(edges: Drawing['edges']): ReadonlyMap<GraphId, readonly Edge[]> {
  return groupBy(Object.values(edges), edge => edge.graph)
}

function groupBy<Key, Value>(values: readonly Value[], keyOf: (value: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>()
  for (const value of values) remember(groups, keyOf(value), () => [] as Value[]).push(value)
  return groups
}

function compare<Value>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function compareEdges(a: Edge, b: Edge): number {
  return compare(a.to.port, b.to.port) || a.order - b.order || compare<EdgeId>(a.id, b.id)
}

/** Depth first from the ends toward the inputs, on a stack of its own, so that no depth of network overflows. */
function walk(
  nodes: ReadonlyMap<NodeId, GraphNode>,
  incoming: (node: NodeId) => readonly Edge[],
  outgoing: (node: NodeId) => readonly Edge[]
): Pick<Graph, 'order' | 'cycles'> {
  const order: GraphNode[] = []
  const cycles: GraphNode[][] = []
  const state = new Map<NodeId, 'open' | 'done'>()
  const byId = [...nodes.values()].sort((a, b) => compare(a.id, b.id))
  // The ends first; what is left after them is reached only round a cycle.
  const starts = [...byId.filter(node => outgoing(node.id).length === 0), ...byId]
  for (const start of starts) {
    if (state.has(start.id)) continue
    state.set(start.id, 'open')
    const stack = [{ node: start, edges: incoming(start.id), next: 0 }]
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const edge = top.edges[top.next]
      top.next += 1
      if (edge === undefined) {
        state.set(top.node.id, 'done')
        order.push(top.node)
        stack.pop()
        continue
      }
      const source = nodes.get(edge.from.node)
      if (source === undefined) continue
      if (state.get(source.id) === 'open') {
        const from = stack.findIndex(entry => entry.node === source)
        cycles.push(
          stack
            .slice(from)
            .map(entry => entry.node)
            .reverse()
        )
      } else if (!state.has(source.id)) {
        state.set(source.id, 'open')
        stack.push({ node: source, edges: incoming(source.id), next: 0 })
      }
    }
  }
  return { order, cycles }
}

/** Whether an edge from one node to the other would close a cycle. */
export function wouldCloseCycle(graph: Graph, from: NodeId, to: NodeId): boolean {
  const seen = new Set<NodeId>([from])
  const waiting = [from]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node === to) return true
    for (const edge of graph.incoming(node)) {
      if (seen.has(edge.from.node)) continue
      seen.add(edge.from.node)
      waiting.push(edge.from.node)
    }
  }
  return false
}
