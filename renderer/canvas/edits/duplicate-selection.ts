import type { Draft } from '../../../core/document/draft.ts'
import type { Position } from '../../../core/document/records.ts'
import type { GraphNode, NodeId } from '../../../core/graph/drawing.ts'
import { message } from '../../messages/message.ts'
import type { EditorModel } from '../editor-model.ts'
import { directionOf } from '../scene/direction.ts'
import { nodeHeight, nodeWidth } from '../scene/scene.ts'
import { selectNodes } from '../selection.ts'
import { editGraph } from './placement.ts'
import { stepAside } from './steps.ts'

/** Puts a copy of the selected nodes beside them, with the edges between them, and selects the copy. */
export function duplicateSelection(model: EditorModel): void {
  const { selection, document } = model
  const originals = [...selection.nodes].flatMap(id => document.nodes[id] ?? [])
  if (originals.length === 0) return
  const copies = new Map<NodeId, NodeId>()
  editGraph(model, message('step/duplicate', { count: originals.length }), draft => {
    for (const node of originals) copies.set(node.id, copyNode(draft, node))
    const inside = Object.values(document.edges).filter(({ from, to }) => copies.has(from.node) && copies.has(to.node))
    for (const { from, to } of [...inside].sort((a, b) => a.order - b.order)) {
      draft.connect(
        { node: copies.get(from.node) ?? from.node, port: from.port },
        { node: copies.get(to.node) ?? to.node, port: to.port }
      )
    }
  })
  model.select(selectNodes(copies.values()))
}

function copyNode(draft: Draft, node: GraphNode): NodeId {
  const position = draft.document.positions[node.id] ?? { x: 0, y: 0 }
  const common = {
    graph: node.graph,
    name: node.name,
    parameters: node.parameters,
    position: freePosition(draft, node, position)
  }
  const copy =
    node.block === undefined
      ? draft.addNode({ ...common, type: node.type })
      : draft.addBlockInstance({
          ...common,
          block: node.block,
          ...(node.repeat === undefined ? {} : { repeat: node.repeat })
        })
  if (node.when !== undefined) draft.setWhen(copy, node.when)
  return copy
}

/** Beside the original, past whatever stands there. */
function freePosition(draft: Draft, node: GraphNode, start: Position): Position {
  const { nodes, positions } = draft.document
  const others = Object.values(nodes)
    .filter(other => other.graph === node.graph)
    .flatMap(other => positions[other.id] ?? [])
  const direction = directionOf(draft.document, node.graph)
  let place = stepAside(start, direction)
  while (others.some(({ x, y }) => Math.abs(x - place.x) < nodeWidth && Math.abs(y - place.y) < nodeHeight)) {
    place = stepAside(place, direction)
  }
  return place
}
