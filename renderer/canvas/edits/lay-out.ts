import dagre from '@dagrejs/dagre'
import type { Document, Position } from '../../../core/document/records.ts'
import type { Edge, GraphId, NodeId } from '../../../core/graph/drawing.ts'
import { graphOf, type Graph } from '../../../core/graph/graph.ts'
import { snap } from '../points.ts'
import { nodeHeight, nodeWidth } from '../scene/scene.ts'

/** Between rows, for an edge with its shape; between columns; round a swinging edge. */
const spacing = { ranksep: 44, nodesep: 40, edgesep: 24 }

/**
 * Where each node of a graph comes to stand, from top to bottom. Nodes and edges go in by the graph's own order, so that
 * the same graph gives the same picture.
 */
export function layOut(document: Pick<Document, 'nodes' | 'edges'>, graph: GraphId): ReadonlyMap<NodeId, Position> {
  const indexed = graphOf(document, graph)
  const layout = new dagre.graphlib.Graph({ multigraph: true })
  layout.setGraph({ rankdir: 'TB', ...spacing })
  layout.setDefaultEdgeLabel(() => ({}))
  for (const { id } of indexed.order) layout.setNode(id, { width: nodeWidth, height: nodeHeight })
  for (const { id } of indexed.order) {
    for (const edge of indexed.incoming(id)) {
      if (!isAside(indexed, edge)) layout.setEdge(edge.from.node, id, { weight: weightOf(indexed, edge) }, edge.id)
    }
  }
  dagre.layout(layout)
  const middles = new Map(indexed.order.map(({ id }) => [id, layout.node(id).x ?? 0]))
  const mirror = isMirrored(indexed, middles) ? Math.max(...middles.values()) + nodeWidth / 2 : undefined
  const positions = new Map<NodeId, Position>()
  for (const { id } of indexed.order) {
    const { x = 0, y = 0 } = layout.node(id)
    positions.set(id, {
      x: snap((mirror === undefined ? x : mirror - x) - nodeWidth / 2),
      y: snap(y - nodeHeight / 2)
    })
  }
  return positions
}

/**
 * Whether the picture is easier to read from the other side: edges into a port that takes many should come from left to
 * right in their order, and a loss stand to the right, where its label's edge comes down.
 */
function isMirrored(graph: Graph, middles: ReadonlyMap<NodeId, number>): boolean {
  let balance = 0
  const compare = (left: NodeId, right: NodeId): void => {
    balance += Math.sign((middles.get(right) ?? 0) - (middles.get(left) ?? 0))
  }
  for (const { id } of graph.order) {
    const incoming = graph.incoming(id)
    for (const [index, edge] of incoming.entries()) {
      const next = incoming[index + 1]
      if (next?.to.port === edge.to.port) compare(edge.from.node, next.from.node)
    }
    const outgoing = graph.outgoing(id)
    const isLabelled = (node: NodeId): boolean => graph.incoming(node).some(edge => isAside(graph, edge))
    for (const loss of outgoing.filter(edge => isLabelled(edge.to.node))) {
      for (const other of outgoing.filter(edge => !isLabelled(edge.to.node))) compare(other.to.node, loss.to.node)
    }
  }
  return balance < 0
}

/** A label's edge would push the way through the network aside; it swings round by itself. */
function isAside(graph: Graph, { from, to }: Edge): boolean {
  return from.port === 'label' && graph.incoming(to.node).some(other => other.from.node !== from.node)
}

/** A way without forks is kept straight before others. */
function weightOf(graph: Graph, { from, to }: Edge): number {
  return graph.outgoing(from.node).length === 1 || graph.incoming(to.node).length === 1 ? 4 : 1
}
