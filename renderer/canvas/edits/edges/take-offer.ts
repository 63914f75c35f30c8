import { inputPort } from '../../../../core/document/connections/ports.ts'
import { layerOf } from '../../../../core/layers/catalogue.ts'
import type { NodeId } from '../../../../core/graph/drawing.ts'
import type { OffersMenu } from '../../menus/canvas-menu.ts'
import { inPlace, type EditorModel } from '../../editor-model.ts'
import type { PortEnd } from '../../hit-test.ts'
import { canvasPoint, snap, type CanvasPoint } from '../../points.ts'
import { documentPoint, levelOf } from '../../scene/levels/levels.ts'
import { portPoints } from '../../scene/edges/port-positions.ts'
import { nodeHeight, nodeWidth, type Scene } from '../../scene/scene.ts'
import type { PaletteItem } from '../palette-item.ts'
import { addAfter, addAtPort, addItem, addOnEdge } from '../add-item.ts'
import { inputFor, nodeOfItem, outputFor, portsOfNode } from '../item-node.ts'
import { replaceNodes } from '../replace-nodes.ts'

/** Does what a menu of layers and blocks was opened for. Answers with the node that came of it, if one did. */
export function takeOffer(model: EditorModel, scene: Scene, menu: OffersMenu, item: PaletteItem): NodeId | undefined {
  const { purpose, position, at } = menu
  const there = inPlace(model, position)
  const level = levelOf(scene, position.path)
  const inDocument = (corner: CanvasPoint): CanvasPoint => (level === undefined ? corner : documentPoint(level, corner))
  const middle = inDocument(canvasPoint(snap(at.x - nodeWidth / 2), snap(at.y - nodeHeight / 2)))
  switch (purpose.kind) {
    case 'free':
      return addItem(there, item, middle)
    case 'after':
      return addAfter(there, item, purpose.node)
    case 'port':
      return addAtPort(there, item, purpose.end, inDocument(cornerAt(scene, there, item, purpose.end, at)))
    case 'edge': {
      const edge = model.document.edges[purpose.edge]
      return edge && addOnEdge(there, item, edge, middle)
    }
    case 'replace':
      replaceNodes(there, purpose.nodes, item)
      return undefined
  }
}

/** An edge that was drawn nearly straight is meant to be straight. */
const straightReach = 16

/** Where a card stands whose port is at a point. */
function cornerAt(
  scene: Scene,
  { document }: EditorModel,
  item: PaletteItem,
  end: PortEnd,
  at: CanvasPoint
): CanvasPoint {
  const direction = levelOf(scene, end.path)?.direction ?? scene.direction
  const part = nodeOfItem(document, item)
  const { inputs, outputs } = portsOfNode(part)
  const isAfter = end.side === 'output'
  const names = isAfter ? inputs.map(({ name }) => name) : outputs.map(({ name }) => name)
  const port = isAfter ? inputFor(part, {}) : outputFor(part, inputPort(document, end, layerOf))
  const card = { left: 0, top: 0, right: nodeWidth, bottom: nodeHeight }
  const points = portPoints(card, names.length, { direction, side: isAfter ? 'start' : 'end' })
  const { x, y } = points[names.indexOf(port ?? '')] ?? canvasPoint(0, 0)
  const near = (value: number, origin: number): number => (Math.abs(value - origin) <= straightReach ? origin : value)
  const tip = direction === 'down' ? canvasPoint(near(at.x, end.at.x), at.y) : canvasPoint(at.x, near(at.y, end.at.y))
  return canvasPoint(snap(tip.x - x), snap(tip.y - y))
}
