import type { Draft } from '../../../core/document/draft.ts'
import { inputPort, portsOf } from '../../../core/document/connections/ports.ts'
import type { Document, Position } from '../../../core/document/records.ts'
import type { Edge, GraphId, NodeId, PortReference } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { roleGiven } from '../../../core/network/port-roles.ts'
import { message } from '../../messages/message.ts'
import type { EditorModel } from '../editor-model.ts'
import type { PortEnd } from '../hit-test.ts'
import type { CanvasPoint } from '../points.ts'
import { instanceFacts } from '../scene/levels/instance-facts.ts'
import { selectNodes } from '../selection.ts'
import { judgeConnection } from './edges/connect-ports.ts'
import { flowOf } from './arrange/flow.ts'
import { fieldFor, inputFor, nodeOfItem, outputFor } from './item-node.ts'
import { editGraph, positionsOf } from './arrange/placement.ts'
import { edgeAfter, judgeInsertion, putOnEdge } from './edges/put-on-edge.ts'
import { freePosition } from './arrange/room.ts'
import type { PaletteItem } from './palette-item.ts'

export function addItem(model: EditorModel, item: PaletteItem, position: CanvasPoint): NodeId | undefined {
  return add(model, item, position)
}

/**
 * Adds the item after a node and joins the two, where they have ports that fit. In the middle of a chain
 * it is put into the edge that leads on, and what follows makes room.
 */
export function addAfter(model: EditorModel, item: PaletteItem, after: NodeId): NodeId | undefined {
  const { document, graph } = model
  const position = positionsOf(document, graph).get(after)
  if (position === undefined) return undefined
  const edge = edgeAfter(document, graph, after)
  const next = flowOf(document, graph).ahead(position)
  return add(model, item, next, (draft, node) => {
    if (edge !== undefined && putOnEdge(draft, edge, node, next)) return
    for (const [from, to] of joinsBetween(draft.document, graph, after, node)) draft.connect(from, to)
    draft.move(node, freePosition(draft.document, graph, next, node))
  })
}

/** Adds the item in the middle of an edge. One that the edge can not be led through is only put there. */
export function addOnEdge(model: EditorModel, item: PaletteItem, edge: Edge, position: Position): NodeId | undefined {
  const isFit = judgeInsertion(model, nodeOfItem(model.document, item), edge).kind === 'fits'
  return add(model, item, position, (draft, node) => {
    if (isFit) putOnEdge(draft, edge, node, position)
  })
}

/** Adds the item and joins it to a port that an edge was drawn from; beside the place where another node stands there. */
export function addAtPort(model: EditorModel, item: PaletteItem, end: PortEnd, position: Position): NodeId | undefined {
  const { document, network, path, graph } = model
  const part = nodeOfItem(document, item)
  const from = { node: end.node, port: end.port }
  const shape = end.side === 'output' ? instanceFacts(document, network, path).shapeAt(from) : undefined
  const role = roleGiven(document.nodes[end.node], end.port, document.datasets)
  return add(model, item, position, (draft, node) => {
    const port =
      end.side === 'output' ? inputFor(part, { shape, role }) : outputFor(part, inputPort(document, from, layerOf))
    if (port === undefined) return
    if (end.side === 'output') {
      draft.connect(from, { node, port })
      for (const [label, target] of targetJoins(draft.document, graph, node)) draft.connect(label, target)
    } else draft.connect({ node, port }, from)
    draft.move(node, freePosition(draft.document, graph, position, node))
  })
}

function add(
  model: EditorModel,
  item: PaletteItem,
  { x, y }: Position,
  join: (draft: Draft, node: NodeId) => void = () => undefined
): NodeId | undefined {
  const { graph } = model
  let added: NodeId | undefined
  editGraph(model, message('step/add', { label: item.label }), draft => {
    const position = { graph, position: { x, y } }
    const node =
      'type' in item.adds
        ? draft.addNode({ ...position, ...item.adds })
        : draft.addBlockInstance({ ...position, block: item.adds.block })
    added = node
    join(draft, node)
  })
  if (added !== undefined) model.select(selectNodes([added]))
  return added
}

/** The first output into the first input; a loss also takes its target from the one data node. */
function joinsBetween(document: Document, graph: GraphId, after: NodeId, node: NodeId) {
  const [source, target] = [document.nodes[after], document.nodes[node]]
  if (source === undefined || target === undefined) return []
  const [output] = portsOf(document, source, layerOf).outputs
  const [input] = portsOf(document, target, layerOf).inputs
  if (output === undefined || input === undefined) return []
  const first: Join = [
    { node: after, port: output.name },
    { node, port: input.name }
  ]
  const isFit = ([from, to]: Join): boolean => judgeConnection({ document, graph }, from, to).kind === 'fits'
  return [...[first].filter(isFit), ...targetJoins(document, graph, node)]
}

type Join = readonly [from: PortReference, to: PortReference]

/** From the one data node's fields that a loss asks for to its targets, where they have none yet. */
function targetJoins(document: Document, graph: GraphId, node: NodeId): readonly Join[] {
  const record = document.nodes[node]
  const [data, ...more] = [...graphOf(document, graph).nodes.values()].filter(({ type }) => type === 'data')
  if (record === undefined || layerOf(record.type)?.family !== 'loss' || data === undefined || more.length > 0)
    return []
  const { outputs } = portsOf(document, data, layerOf)
  return portsOf(document, record, layerOf).inputs.flatMap((target): readonly Join[] => {
    const field = fieldFor(outputs, target)
    if (field === undefined) return []
    const join: Join = [
      { node: data.id, port: field.name },
      { node, port: target.name }
    ]
    return judgeConnection({ document, graph }, ...join).kind === 'fits' ? [join] : []
  })
}

/** What the next layer follows: the one selected node, or else where the network has its end. */
export function nodeToFollow({ document, graph, selection }: EditorModel): NodeId | undefined {
  const [selected] = selection.nodes
  return selection.nodes.size === 1 ? selected : lastNode(document, graph)
}

/** The last node that still has something to hand on: where a network usually grows. */
function lastNode(document: Document, graph: GraphId): NodeId | undefined {
  const { nodes, outgoing } = graphOf(document, graph)
  const ends = [...nodes.values()].filter(
    node => portsOf(document, node, layerOf).outputs.length > 0 && outgoing(node.id).length === 0
  )
  const positions = positionsOf(document, graph)
  const { along } = flowOf(document, graph)
  const far = (id: NodeId): number => along(positions.get(id) ?? { x: 0, y: 0 })
  return ends.sort((a, b) => far(b.id) - far(a.id)).at(0)?.id
}
