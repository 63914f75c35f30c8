import type { Draft } from '../../../core/document/draft.ts'
import { portsOf } from '../../../core/document/ports.ts'
import type { Document } from '../../../core/document/records.ts'
import type { Edge, GraphId, NodeId } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { directionOf } from '../scene/direction.ts'
import { stepAlong } from './steps.ts'

/** The edge that a layer added after a node would be put into: the only one that leads on from the node's first output. */
export function edgeAfter(document: Document, graph: GraphId, node: NodeId): Edge | undefined {
  const record = document.nodes[node]
  const [output] = record === undefined ? [] : portsOf(document, record, layerOf).outputs
  const edges = graphOf(document, graph)
    .outgoing(node)
    .filter(edge => edge.from.port === output)
  return edges.length === 1 ? edges[0] : undefined
}

/** Moves everything that follows a node one step on, so that what was put before it has its place. */
export function makeRoom(draft: Draft, graph: GraphId, from: NodeId): void {
  const { outgoing } = graphOf(draft.document, graph)
  const direction = directionOf(draft.document, graph)
  const following = new Set([from])
  for (const node of following) for (const edge of outgoing(node)) following.add(edge.to.node)
  for (const node of following) {
    const position = draft.document.positions[node]
    if (position !== undefined) draft.move(node, stepAlong(position, direction))
  }
}
