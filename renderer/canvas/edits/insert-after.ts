import type { Draft } from '../../../core/document/draft.ts'
import { inputPort, portsOf } from '../../../core/document/ports.ts'
import type { Document } from '../../../core/document/records.ts'
import type { Edge, GraphId, NodeId } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { rowStep } from './rows.ts'

/** The edge that a layer added after a node would be put into: the only one that leads on from the node's first output. */
export function edgeAfter(document: Document, graph: GraphId, node: NodeId): Edge | undefined {
  const record = document.nodes[node]
  const [output] = record === undefined ? [] : portsOf(document, record, layerOf).outputs
  const edges = graphOf(document, graph)
    .outgoing(node)
    .filter(edge => edge.from.port === output)
  return edges.length === 1 ? edges[0] : undefined
}

/** Leads an edge through a node that was just added. False, and nothing done, where the node has no way through. */
export function insertInto(draft: Draft, edge: Edge, node: NodeId): boolean {
  const record = draft.document.nodes[node]
  if (record === undefined) return false
  const { inputs, outputs } = portsOf(draft.document, record, layerOf)
  const [input, output] = [inputs[0], outputs[0]]
  if (input === undefined || output === undefined) return false
  const others = graphOf(draft.document, edge.graph)
    .incoming(edge.to.node)
    .filter(other => other.to.port === edge.to.port)
  draft.disconnect(edge.id)
  draft.connect(edge.from, { node, port: input.name })
  const onward = draft.connect({ node, port: output }, edge.to)
  if (inputPort(draft.document, edge.to, layerOf)?.isMany === true) {
    draft.orderEdges(others.map(other => (other.id === edge.id ? onward : other.id)))
  }
  return true
}

/** Moves everything that follows a node down by one row, so that what was put before it has its place. */
export function makeRoom(draft: Draft, graph: GraphId, from: NodeId): void {
  const { outgoing } = graphOf(draft.document, graph)
  const following = new Set([from])
  for (const node of following) for (const edge of outgoing(node)) following.add(edge.to.node)
  for (const node of following) {
    const position = draft.document.positions[node]
    if (position !== undefined) draft.move(node, { x: position.x, y: position.y + rowStep })
  }
}
