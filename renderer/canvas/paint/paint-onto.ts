import type { Onto } from '../gestures/gesture.ts'
import type { Scene } from '../scene/scene.ts'
import { hairline, type Brush } from './brush.ts'
import { paintCurve, paintPill } from './items/paint-edge.ts'
import { paintNode } from './items/paint-node.ts'
import { paintTag } from './items/paint-tag.ts'

/** The edge that a node is held over lights up where it can be led through the node. */
export function paintOnto(brush: Brush, scene: Scene, { edge: key, verdict }: Onto): void {
  const edge = scene.edges.get(key)
  if (edge === undefined) return
  const { accent, severities } = brush.colors
  paintCurve(brush, edge.curve, verdict.kind === 'refused' ? severities.error : accent, hairline(brush, 3))
  paintPill(brush, edge, { isSelected: verdict.kind !== 'refused', isHovered: false })
  if (verdict.kind === 'refused') return
  // Between nodes that stand close, what is held covers the edge: both ends say where it goes.
  for (const end of [edge.from, edge.to]) {
    const node = scene.nodes.get(end)
    if (node !== undefined) paintNode(brush, node, { isSelected: true, isHovered: false })
  }
}

/** Below what is held, so that it can be read. */
export function paintOntoReason(brush: Brush, { verdict }: Onto, x: number, y: number): void {
  if (verdict.kind === 'refused') paintTag(brush, verdict.reason, x, y, brush.colors.severities.error)
}
