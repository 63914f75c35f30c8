import type { Draft } from '../../../core/document/draft.ts'
import { leadThrough } from '../../../core/document/lead-through.ts'
import { portsOf } from '../../../core/document/ports.ts'
import type { Document } from '../../../core/document/records.ts'
import type { BlockDefinition, BlockId, GraphId, NodeId } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import type { JsonObject } from '../../../core/json.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { message } from '../../messages/message.ts'
import type { EditorModel } from '../editor-model.ts'
import { canvasPoint, type CanvasPoint } from '../points.ts'
import { directionOf } from '../scene/direction.ts'
import { nodeHeight, nodeWidth, type NodeFamily } from '../scene/scene.ts'
import { selectNodes } from '../selection.ts'
import { judgeConnection } from './connect-ports.ts'
import { edgeAfter, makeRoom } from './insert-after.ts'
import { editGraph, placesOf } from './placement.ts'
import { stepAlong, stepAside } from './steps.ts'

/** What the palette offers: a layer type, or a block by its definition. */
export interface PaletteItem {
  readonly id: string
  readonly label: string
  readonly summary: string
  readonly family: NodeFamily
  readonly adds:
    { readonly type: string; readonly parameters?: JsonObject } | { readonly block: BlockId | BlockDefinition }
}

export function addItem(model: EditorModel, item: PaletteItem, position: CanvasPoint): NodeId | undefined {
  return add(model, item, position)
}

/**
 * Adds the item below the one selected node and joins the two, where they have ports that fit. In the middle of a chain
 * it is put into the edge that leads on, and what follows makes room.
 */
export function addAfterSelection(model: EditorModel, item: PaletteItem, otherwise: CanvasPoint): NodeId | undefined {
  const { document, graph, selection } = model
  const [after] = selection.nodes.size === 1 ? selection.nodes : [lastNode(document, graph)]
  const position = after === undefined ? undefined : placesOf(document, graph).get(after)
  if (after === undefined || position === undefined) return add(model, item, otherwise)
  const edge = edgeAfter(document, graph, after)
  const next = stepAlong(position, directionOf(document, graph))
  return add(model, item, next, (draft, node) => {
    if (edge !== undefined && leadThrough(draft, edge, node)) {
      if (isCovered(draft.document, graph, node)) makeRoom(draft, graph, edge.to.node)
      return
    }
    for (const [from, to] of joinsBetween(draft.document, graph, after, node)) draft.connect(from, to)
    const { x, y } = freePlace(draft.document, graph, node, next)
    draft.move(node, { x, y })
  })
}

function add(
  model: EditorModel,
  item: PaletteItem,
  { x, y }: CanvasPoint,
  join: (draft: Draft, node: NodeId) => void = () => undefined
): NodeId | undefined {
  const { graph } = model
  let added: NodeId | undefined
  editGraph(model, message('step/add', { label: item.label }), draft => {
    const place = { graph, position: { x, y } }
    const node =
      'type' in item.adds
        ? draft.addNode({ ...place, ...item.adds })
        : draft.addBlockInstance({ ...place, block: item.adds.block })
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
  const joins = [
    [
      { node: after, port: output },
      { node, port: input.name }
    ] as const
  ]
  const [data, ...more] = [...graphOf(document, graph).nodes.values()].filter(({ type }) => type === 'data')
  if (layerOf(target.type)?.family === 'loss' && data !== undefined && more.length === 0) {
    joins.push([
      { node: data.id, port: 'label' },
      { node, port: 'target' }
    ] as const)
  }
  return joins.filter(([from, to]) => judgeConnection({ document, graph }, from, to).kind === 'fits')
}

/** The lowest node that still has something to hand on: where a network usually grows. */
function lastNode(document: Document, graph: GraphId): NodeId | undefined {
  const { nodes, outgoing } = graphOf(document, graph)
  const ends = [...nodes.values()].filter(
    node => portsOf(document, node, layerOf).outputs.length > 0 && outgoing(node.id).length === 0
  )
  const places = placesOf(document, graph)
  const low = (id: NodeId): number => places.get(id)?.y ?? 0
  return ends.sort((a, b) => low(b.id) - low(a.id)).at(0)?.id
}

/** The wanted place, or the next one beside it that no other node covers. */
function freePlace(document: Document, graph: GraphId, node: NodeId, wanted: CanvasPoint): CanvasPoint {
  const direction = directionOf(document, graph)
  let place = wanted
  while (coversPlace(document, graph, node, place)) place = stepAside(place, direction)
  return place
}

function isCovered(document: Document, graph: GraphId, node: NodeId): boolean {
  const position = document.positions[node]
  return position !== undefined && coversPlace(document, graph, node, canvasPoint(position.x, position.y))
}

/** Whether another node stands where one would at this place, or touches it. */
function coversPlace(document: Document, graph: GraphId, node: NodeId, { x, y }: CanvasPoint): boolean {
  return [...placesOf(document, graph)].some(
    ([id, place]) => id !== node && Math.abs(place.x - x) < nodeWidth && Math.abs(place.y - y) < nodeHeight
  )
}
