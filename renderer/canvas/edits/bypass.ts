import type { NodeId } from '../../../core/graph/drawing.ts'
import { isEqual } from '../../../core/document/equal.ts'
import { portsOf } from '../../../core/document/connections/ports.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { message } from '../../messages/message.ts'
import type { EditorModel } from '../editor-model.ts'
import { instanceFacts } from '../scene/levels/instance-facts.ts'
import { editGraph } from './arrange/placement.ts'

type Model = Pick<EditorModel, 'document' | 'network' | 'graph' | 'path'>

/** Whether what comes into the node could pass by it unchanged in shape: one thing comes in, of the shape that goes out. */
export function canBypass({ document, network, graph, path }: Model, id: NodeId): boolean {
  const node = document.nodes[id]
  if (node === undefined) return false
  if (node.isBypassed) return true
  const { outputs } = portsOf(document, node, layerOf)
  const [output, ...others] = outputs
  const [edge] = graphOf(document, graph).incoming(id)
  if (output === undefined || others.length > 0 || edge === undefined || node.type === 'blockOutput') return false
  const facts = instanceFacts(document, network, path)
  const [before, after] = [facts.shapeOf(edge), facts.shapeAt({ node: id, port: output.name })]
  return before !== undefined && isEqual(before, after)
}

export function isBypassed({ document }: Pick<EditorModel, 'document'>, nodes: Iterable<NodeId>): boolean {
  const all = [...nodes]
  return all.length > 0 && all.every(id => document.nodes[id]?.isBypassed === true)
}

/** Takes the nodes out of the network without deleting them, or back in where all of them are out. */
export function toggleBypass(model: EditorModel, nodes: ReadonlySet<NodeId>): void {
  const isBack = isBypassed(model, nodes)
  const count = nodes.size
  editGraph(model, message(isBack ? 'step/takeBack' : 'step/bypass', { count }), draft => {
    for (const node of nodes) draft.setBypassed(node, !isBack)
  })
}
