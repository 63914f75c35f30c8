import type { Drawing, Edge, GraphId, NodeId, PortReference } from '../../graph/drawing.ts'
import { graphOf, type Graph } from '../../graph/graph.ts'

/** What some nodes would leave open if they went: their one source, and the edges that carried on from them. */
export interface Gap {
  /** Nodes that hang together. */
  readonly nodes: ReadonlySet<NodeId>
  readonly source: PortReference
  /** Out of the nodes, into what stays. */
  readonly onward: readonly Edge[]
}

/** The gaps that can be closed when these nodes go: where one thing comes in, that can be led on to what follows. */
export function gapsOf(
  drawing: Pick<Drawing, 'nodes' | 'edges'>,
  id: GraphId,
  leaving: ReadonlySet<NodeId>
): readonly Gap[] {
  const graph = graphOf(drawing, id)
  return groupsOf(graph, leaving).flatMap(nodes => {
    const [source, ...others] = sourcesOf(graph, nodes)
    const onward = [...nodes].flatMap(node => graph.outgoing(node)).filter(edge => !nodes.has(edge.to.node))
    return source === undefined || others.length > 0 || onward.length === 0 ? [] : [{ nodes, source, onward }]
  })
}

/** The nodes in groups that edges join. */
function groupsOf(graph: Graph, leaving: ReadonlySet<NodeId>): readonly ReadonlySet<NodeId>[] {
  const left = new Set(leaving)
  const groups: ReadonlySet<NodeId>[] = []
  for (const start of leaving) {
    if (!left.delete(start)) continue
    const group = new Set([start])
    for (const node of group) {
      const beside = [
        ...graph.incoming(node).map(edge => edge.from.node),
        ...graph.outgoing(node).map(edge => edge.to.node)
      ]
      for (const other of beside) if (left.delete(other)) group.add(other)
    }
    groups.push(group)
  }
  return groups
}

/** What comes into the nodes from outside, each output once. */
function sourcesOf(graph: Graph, nodes: ReadonlySet<NodeId>): readonly PortReference[] {
  const sources = new Map<string, PortReference>()
  for (const node of nodes) {
    for (const { from } of graph.incoming(node)) {
      if (!nodes.has(from.node)) sources.set(`${from.node} ${from.port}`, from)
    }
  }
  return [...sources.values()]
}
