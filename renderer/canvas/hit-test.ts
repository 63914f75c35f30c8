import type { EdgeId, NodeId } from '../../core/graph/drawing.ts'
import { contains, type CanvasPoint, type Rectangle } from './points.ts'
import { distanceTo } from './scene/curve.ts'
import type { Scene, SceneEdge, SceneNode, ScenePort } from './scene/scene.ts'

export type PortSide = 'input' | 'output'

/** A port of the scene, and which end of an edge it can be. */
export interface PortEnd {
  readonly node: NodeId
  readonly side: PortSide
  readonly port: string
  readonly at: CanvasPoint
}

/** What lies under the pointer. */
export type Hit =
  | { readonly kind: 'port'; readonly end: PortEnd }
  | { readonly kind: 'node'; readonly node: NodeId }
  | { readonly kind: 'edge'; readonly edge: EdgeId }
  | { readonly kind: 'empty' }

/** How near the pointer must come, in screen points. */
const portReach = 9
const edgeReach = 6
/** Below this zoom ports are too small to be meant. */
const smallestPortScale = 0.45

function around({ x, y }: CanvasPoint, reach: number): Rectangle {
  return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach }
}

/** The topmost thing at a point: ports before nodes before edges. */
export function hitTest(scene: Scene, point: CanvasPoint, scale: number): Hit {
  const port = scale < smallestPortScale ? undefined : nearestPort(scene, point, portReach / scale)
  if (port !== undefined) return { kind: 'port', end: port }
  const node = nodeAt(scene, point)
  if (node !== undefined) return { kind: 'node', node: node.id }
  const edge = nearestEdge(scene, point, edgeReach / scale)
  return edge === undefined ? { kind: 'empty' } : { kind: 'edge', edge: edge.id }
}

export function nodeAt(scene: Scene, point: CanvasPoint): SceneNode | undefined {
  return scene.nodeGrid
    .within(around(point, 0.5))
    .filter(node => contains(node.bounds, point))
    .at(-1)
}

export function portEnds(node: SceneNode): readonly PortEnd[] {
  const end =
    (side: PortSide) =>
    ({ name, at }: ScenePort): PortEnd => ({ node: node.id, side, port: name, at })
  return [...node.inputs.map(end('input')), ...node.outputs.map(end('output'))]
}

export function nearestPort(
  scene: Scene,
  point: CanvasPoint,
  reach: number,
  isMeant: (end: PortEnd) => boolean = () => true
): PortEnd | undefined {
  let nearest: PortEnd | undefined
  let least = reach
  for (const node of scene.nodeGrid.within(around(point, reach))) {
    for (const end of portEnds(node)) {
      const distance = Math.hypot(end.at.x - point.x, end.at.y - point.y)
      if (distance <= least && isMeant(end)) {
        nearest = end
        least = distance
      }
    }
  }
  return nearest
}

function nearestEdge(scene: Scene, point: CanvasPoint, reach: number): SceneEdge | undefined {
  let nearest: SceneEdge | undefined
  let least = reach
  for (const edge of scene.edgeGrid.within(around(point, reach))) {
    const distance = distanceTo(edge.curve, point)
    if (distance <= least) {
      nearest = edge
      least = distance
    }
  }
  return nearest
}

export function isSameHit(a: Hit, b: Hit): boolean {
  switch (a.kind) {
    case 'port':
      return b.kind === 'port' && a.end.node === b.end.node && a.end.side === b.end.side && a.end.port === b.end.port
    case 'node':
      return b.kind === 'node' && a.node === b.node
    case 'edge':
      return b.kind === 'edge' && a.edge === b.edge
    case 'empty':
      return b.kind === 'empty'
  }
}
