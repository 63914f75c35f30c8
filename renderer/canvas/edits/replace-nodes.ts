import { edgesAfter } from '../../../core/document/draft/replace-node.ts'
import { portsOf } from '../../../core/document/connections/ports.ts'
import type { Document } from '../../../core/document/records.ts'
import type { NodeId } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { message } from '../../messages/message.ts'
import type { EditorModel } from '../editor-model.ts'
import type { PaletteItem } from './palette-item.ts'
import { nodeOfItem, portsOfNode, type NodeInDrawing } from './item-node.ts'
import { editGraph } from './arrange/placement.ts'

/** A block's own ends are what its instances show, so they stay what they are. */
export function canReplace({ document }: Pick<EditorModel, 'document'>, nodes: ReadonlySet<NodeId>): boolean {
  const isEnd = (id: NodeId): boolean => /^block(Input|Output)$/.test(document.nodes[id]?.type ?? 'blockInput')
  return nodes.size > 0 && ![...nodes].some(isEnd)
}

/** Whether the other layer or block would have a port for every edge of the node, and enough edges at each. */
export function keepsEdges(document: Document, id: NodeId, by: NodeInDrawing): boolean {
  const node = document.nodes[id]
  if (node === undefined) return false
  const { incoming, outgoing } = graphOf(document, node.graph)
  const next = portsOfNode(by)
  const edges = [...incoming(id), ...outgoing(id)]
  const after = [...edgesAfter(edges, id, portsOf(document, node, layerOf), next).values()]
  const isFew = (port: string): boolean =>
    after.filter(edge => edge?.to.node === id && edge.to.port === port).length === 1
  return after.every(edge => edge !== undefined) && !next.inputs.some(({ name, isMany }) => isMany && isFew(name))
}

/** Makes another layer or block of each node. Edges stay, and so do parameters that the new one knows by the same name. */
export function replaceNodes(model: EditorModel, nodes: ReadonlySet<NodeId>, item: PaletteItem): void {
  const { adds, label } = item
  const known = [...nodes].filter(id => keepsEdges(model.document, id, nodeOfItem(model.document, item)))
  editGraph(model, message('step/replace', { count: known.length, label }), draft => {
    for (const node of known) {
      draft.replace(node, adds)
      if ('type' in adds && adds.parameters !== undefined) draft.setParameters(node, adds.parameters)
    }
  })
}
