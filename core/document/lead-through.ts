import type { Edge, NodeId } from '../graph/drawing.ts'
import { graphOf } from '../graph/graph.ts'
import { layerOf } from '../layers/catalogue.ts'
import type { Draft } from './draft.ts'
import { inputPort, portsOf } from './ports.ts'

/** Leads an edge through a node that was just added. False, and nothing done, where the node has no way through. */
export function leadThrough(draft: Draft, edge: Edge, node: NodeId): boolean {
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
