import type { Drawing, Edge, NodeId } from '../../graph/drawing.ts'
import type { Graph } from '../../graph/graph.ts'
import { isTarget, roleGiven } from '../../network/port-roles.ts'

/** The nodes to be laid out, each after what feeds it, and what leads from one to another. */
export interface Flow {
  readonly ids: readonly NodeId[]
  readonly ranks: ReadonlyMap<NodeId, number>
  readonly rankCount: number
  before(node: NodeId): readonly NodeId[]
  after(node: NodeId): readonly NodeId[]
  /** A label's edge comes in, which is not followed. */
  isLabeled(node: NodeId): boolean
}

const nothing: readonly NodeId[] = []

export function flowOf(graph: Graph, only: ReadonlySet<NodeId> | undefined, datasets: Drawing['datasets']): Flow {
  const ids = graph.order.map(({ id }) => id).filter(id => only?.has(id) !== false)
  const before = new Map<NodeId, readonly NodeId[]>()
  const after = new Map<NodeId, NodeId[]>(ids.map(id => [id, []]))
  for (const id of ids) {
    const edges = graph.incoming(id).filter(edge => after.has(edge.from.node) && !isAside(graph, edge, datasets))
    const sources = [...new Set(edges.map(edge => edge.from.node))]
    before.set(id, sources)
    for (const source of sources) after.get(source)?.push(id)
  }
  const isLabeled = (id: NodeId): boolean => graph.incoming(id).some(edge => isAside(graph, edge, datasets))
  const flow = {
    ids,
    isLabeled,
    before: (id: NodeId) => before.get(id) ?? nothing,
    after: (id: NodeId) => after.get(id) ?? nothing
  }
  const ranks = ranksOf(flow)
  return { ...flow, ranks, rankCount: 1 + Math.max(-1, ...ranks.values()) }
}

/** A label's edge would push the way through the network aside; it swings round by itself. */
function isAside(graph: Graph, { from, to }: Edge, datasets: Drawing['datasets']): boolean {
  const role = roleGiven(graph.nodes.get(from.node), from.port, datasets)
  return isTarget(role) && graph.incoming(to.node).some(other => other.from.node !== from.node)
}

function ranksOf({ ids, before, after }: Pick<Flow, 'ids' | 'before' | 'after'>): ReadonlyMap<NodeId, number> {
  const ranks = new Map<NodeId, number>()
  // In a cycle, what comes later counts for nothing.
  for (const id of ids) ranks.set(id, 1 + Math.max(-1, ...before(id).map(source => ranks.get(source) ?? -1)))
  for (const id of ids) {
    // What only feeds something far along stands before it, not at the start.
    const targets = before(id).length > 0 ? [] : after(id).map(target => ranks.get(target) ?? 0)
    if (targets.length > 0) ranks.set(id, Math.max(0, Math.min(...targets) - 1))
  }
  return ranks
}

/** The number of ranks on the longest way on from each node. */
export function lengthsOf({ ids, after }: Flow): ReadonlyMap<NodeId, number> {
  const lengths = new Map<NodeId, number>()
  for (const id of [...ids].reverse())
    lengths.set(id, 1 + Math.max(-1, ...after(id).map(next => lengths.get(next) ?? 0)))
  return lengths
}
