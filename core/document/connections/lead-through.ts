import type { Edge, NodeId } from '../../graph/drawing.ts'
import { layerOf } from '../../layers/catalogue.ts'
import { connectInPlace } from './connect-in-place.ts'
import type { Draft } from '../draft.ts'
import { portsOf } from './ports.ts'

/** Leads an edge through a node that nothing feeds yet. False, and nothing done, where the node has no way through. */
export function leadThrough(draft: Draft, edge: Edge, node: NodeId): boolean {
  const record = draft.document.nodes[node]
  if (record === undefined) return false
  const { inputs, outputs } = portsOf(draft.document, record, layerOf)
  const [input, output] = [inputs[0], outputs[0]]
  if (input === undefined || output === undefined) return false
  draft.connect(edge.from, { node, port: input.name })
  connectInPlace(draft, { node, port: output.name }, edge)
  return true
}
