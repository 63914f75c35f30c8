import type { EdgeId, NodeId } from '../../../core/graph/drawing.ts'
import { grow, type Rectangle } from '../points.ts'
import type { Scene } from '../scene/scene.ts'
import type { Selection } from '../selection.ts'
import type { Brush } from './brush.ts'
import { paintEdge, paintPill } from './paint-edge.ts'
import { paintNode } from './paint-node.ts'

export interface ScenePicture {
  readonly scene: Scene
  readonly selection: Selection
  /** What is seen; nothing else is drawn. */
  readonly seen: Rectangle
  /** Nodes that a gesture draws elsewhere. */
  readonly lifted: ReadonlySet<NodeId>
}

/** A stack and a badge reach over a node's bounds. */
const overhang = 16

/** Edges first, then their shapes, then nodes: whatever is seen of them. */
export function paintScene(brush: Brush, { scene, selection, seen, lifted }: ScenePicture): void {
  const area = grow(seen, overhang)
  const edges = scene.edgeGrid.within(area).filter(({ from, to }) => !lifted.has(from) && !lifted.has(to))
  const isSelectedEdge = (id: EdgeId): boolean => selection.edges.has(id)
  const [front, back] = [edges.filter(({ id }) => isSelectedEdge(id)), edges.filter(({ id }) => !isSelectedEdge(id))]
  for (const edge of back) paintEdge(brush, edge, { isSelected: false, isHovered: false })
  for (const edge of front) paintEdge(brush, edge, { isSelected: true, isHovered: false })
  for (const edge of edges) paintPill(brush, edge, { isSelected: isSelectedEdge(edge.id), isHovered: false })
  for (const node of scene.nodeGrid.within(area)) {
    if (!lifted.has(node.id)) paintNode(brush, node, { isSelected: selection.nodes.has(node.id), isHovered: false })
  }
}
