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
  const positions = new Map<NodeId, Position>()
  for (const { id } of indexed.order) {
    const { x = 0, y = 0 } = layout.node(id)
    positions.set(id, { x: snap(x - nodeWidth / 2), y: snap(y - nodeHeight / 2) })
  }
  return positions
}

/** A label's edge would push the way through the network aside; it swings round by itself. */
function isAside(graph: Graph, { from, to }: Edge): boolean {
  return from.port === 'label' && graph.incoming(to.node).some(other => other.from.node !== from.node)
}

/** A way without forks is kept straight before others. */
function weightOf(graph: Graph, { from, to }: Edge): number {
  return graph.outgoing(from.node).length === 1 || graph.incoming(to.node).length === 1 ? 4 : 1
}
