import type { Draft } from '../../../../core/document/draft.ts'
import { leadThrough } from '../../../../core/document/connections/lead-through.ts'
import { portsOf } from '../../../../core/document/connections/ports.ts'
import type { Document, Position } from '../../../../core/document/records.ts'
import type { Edge, GraphId, GraphNode, NodeId } from '../../../../core/graph/drawing.ts'
import { graphOf } from '../../../../core/graph/graph.ts'
import { layerOf } from '../../../../core/layers/catalogue.ts'
import { rankMisfit } from '../../../../core/network/port-ranks.ts'
import { roleGiven } from '../../../../core/network/port-roles.ts'
import { message } from '../../../messages/message.ts'
import type { EditorModel } from '../../editor-model.ts'
import type { Verdict } from '../../gestures/gesture.ts'
import { instanceFacts } from '../../scene/levels/instance-facts.ts'
import { flowOf } from '../arrange/flow.ts'
import { portsOfNode, type NodeInDrawing } from '../item-node.ts'
import { editGraph } from '../arrange/placement.ts'
import { freePosition, isFree, makeRoom } from '../arrange/room.ts'

/** The edge that a layer added after a node would be put into: the only one that leads on from the node's first output. */
export function edgeAfter(document: Document, graph: GraphId, node: NodeId): Edge | undefined {
  const record = document.nodes[node]
  const [output] = record === undefined ? [] : portsOf(document, record, layerOf).outputs
  const edges = graphOf(document, graph)
    .outgoing(node)
    .filter(edge => edge.from.port === output?.name)
  return edges.length === 1 ? edges[0] : undefined
}

/** Whether an edge can be led through a node that has no edges yet. */
export function judgeInsertion({ document, network, path }: EditorModel, part: NodeInDrawing, edge: Edge): Verdict {
  const { label } = part
  const { inputs, outputs } = portsOfNode(part)
  const [input] = inputs
  if (input === undefined) return { kind: 'refused', reason: message('canvas/takesNothing', { label }) }
  if (outputs.length === 0) return { kind: 'refused', reason: message('canvas/givesNothing', { label }) }
  const shape = instanceFacts(document, network, path).shapeOf(edge)
  const role = roleGiven(document.nodes[edge.from.node], edge.from.port, document.datasets)
  const misfit = shape && rankMisfit(part.drawing, part.node, { port: input.name, label, shape, role })
  return misfit === undefined ? { kind: 'fits' } : { kind: 'refused', reason: misfit.message }
}

/** Puts a node without edges into one, where it is dropped or as near as it fits. */
export function insertNode(model: EditorModel, edge: Edge, { id, name }: GraphNode, wanted: Position): void {
  editGraph(model, message('step/insert', { name }), draft => {
    putOnEdge(draft, edge, id, wanted)
  })
}

/**
 * Leads an edge through a node, and puts the node in line with it. It stays at the wanted place where that is free;
 * otherwise it takes the place of what the edge leads to, which moves on with all that follows.
 */
export function putOnEdge(draft: Draft, edge: Edge, node: NodeId, wanted: Position): boolean {
  if (!leadThrough(draft, edge, node)) return false
  const { graph } = edge
  draft.move(node, wanted)
  if (isFree(draft.document, graph, wanted, node)) return true
  const { along, across, at, ahead } = flowOf(draft.document, graph)
  const { positions } = draft.document
  const [source, target] = [positions[edge.from.node], positions[edge.to.node]]
  if (source === undefined || target === undefined) return true
  const isAhead = along(target) > along(source)
  if (isAhead) makeRoom(draft, graph, edge.to.node)
  const straight = isAhead ? at(along(target), across(source)) : ahead(source)
  const candidates = isAhead ? [straight, target] : [straight]
  const free = candidates.find(each => isFree(draft.document, graph, each, node))
  draft.move(node, free ?? freePosition(draft.document, graph, straight, node))
  return true
}
