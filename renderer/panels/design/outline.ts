import type { Position } from '../../../core/document/records.ts'
import type { NodeId } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { shapeText } from '../../../core/ops/tensor.ts'
import type { EditorModel } from '../../canvas/editor-model.ts'
import { placesOf } from '../../canvas/edits/placement.ts'
import { instanceFacts } from '../../canvas/scene/instance-facts.ts'
import { nodeText } from '../../canvas/scene/node-text.ts'
import { message } from '../../messages/message.ts'

export interface OutlineEntry {
  readonly id: NodeId
  readonly text: string
  /** Where the node stands on its graph. */
  readonly at: Position
}

/** The open graph in words, in the order in which data flow: what a screen reader reads in place of the picture. */
export function makeOutline({
  document,
  network,
  graph,
  path
}: Pick<EditorModel, 'document' | 'network' | 'graph' | 'path'>): readonly OutlineEntry[] {
  const { order, nodes, incoming, outgoing } = graphOf(document, graph)
  const places = placesOf(document, graph)
  const facts = instanceFacts(document, network, path)
  const troubled = new Set(network.problems.map(problem => problem.where.node))
  const nameOf = (id: NodeId): readonly string[] => {
    const node = nodes.get(id)
    return node === undefined ? [] : [node.name]
  }
  return order.map(node => {
    const { title, subtitle } = nodeText(document, node, facts.valuesOf(node.id))
    const from = incoming(node.id).flatMap(edge => {
      const shape = facts.shapeOf(edge)
      // The picture shows it on the edge.
      return nameOf(edge.from.node).map(name => (shape?.length ? `${name} ${shapeText(shape)}` : name))
    })
    const to = outgoing(node.id).flatMap(edge => nameOf(edge.to.node))
    const parts = [
      `${title} ${node.name}`,
      subtitle,
      from.length === 0 ? '' : message('outline/from', { names: from.join(', ') }),
      to.length === 0 ? '' : message('outline/to', { names: to.join(', ') }),
      troubled.has(node.id) ? message('outline/problem') : ''
    ]
    return { id: node.id, text: parts.filter(Boolean).join(', '), at: places.get(node.id) ?? { x: 0, y: 0 } }
  })
}
