import type { Document } from '../../../../core/document/records.ts'
import type { Edge, NodeId } from '../../../../core/graph/drawing.ts'
import { graphOf } from '../../../../core/graph/graph.ts'
import { isTarget, roleGiven } from '../../../../core/network/port-roles.ts'
import { shapeText } from '../../../../core/ops/tensor.ts'
import { pathKey, type GraphPosition } from '../../graph-position.ts'
import { canvasPoint, type CanvasPoint } from '../../points.ts'
import { boundsOfCurve } from './curve.ts'
import { directionOf, turnCurve, turnPoint, turnRectangle } from '../direction.ts'
import type { InstanceFacts } from '../levels/instance-facts.ts'
import { portOf } from '../make-node.ts'
import { rememberByRecord } from '../changes/remembered.ts'
import type { EdgeEnds, RouteAll } from './route-all.ts'
import { nodeHeight, nodeWidth, sceneKey, type SceneEdge, type SceneNode, type ScenePort } from '../scene.ts'

/** Between arrows that arrive at one port. */
const arrivalDistance = 20

interface Joined {
  readonly document: Document
  readonly position: GraphPosition
  readonly shown: GraphPosition
  readonly facts: InstanceFacts
  /** The nodes of the graph by their ids. */
  readonly nodes: ReadonlyMap<NodeId, SceneNode>
  readonly routeAll: RouteAll
}

interface Join extends EdgeEnds {
  readonly edge: Edge
}

const remembered = rememberByRecord<SceneEdge>()

/** The edges of one graph, routed round its nodes. */
export function makeEdges({ document, position, shown, facts, nodes, routeAll }: Joined): readonly SceneEdge[] {
  const direction = directionOf(document, position.graph)
  const turned = (port: ScenePort): CanvasPoint => turnPoint(port.at, direction)
  const joins = spreadArrivals(
    graphOf(document, position.graph).edges.flatMap(edge => {
      const from = portOf(nodes.get(edge.from.node)?.outputs ?? [], edge.from.port)
      const to = portOf(nodes.get(edge.to.node)?.inputs ?? [], edge.to.port)
      return from === undefined || to === undefined ? [] : [{ id: edge.id, edge, from: turned(from), to: turned(to) }]
    }),
    direction === 'down' ? nodeWidth - 40 : nodeHeight - 12
  )
  const curves = routeAll(
    joins,
    [...nodes.values()].map(node => turnRectangle(node.bounds, direction))
  )
  const paths = [pathKey(shown.path), pathKey(position.path)]
  const keyOf = (id: string): string => sceneKey(shown.path, position.path, id)
  return joins.flatMap(({ edge }) => {
    const path = curves.get(edge.id)
    if (path === undefined) return []
    const shape = facts.shapeOf(edge)
    const from = document.nodes[edge.from.node]
    const isQuiet = isTarget(roleGiven(from, edge.from.port, document.datasets))
    return remembered(edge, [path, direction, shape, isQuiet, ...paths], () => {
      const curve = turnCurve(path, direction)
      return {
        key: keyOf(edge.id),
        id: edge.id,
        path: position.path,
        from: keyOf(edge.from.node),
        to: keyOf(edge.to.node),
        fromPort: edge.from.port,
        toPort: edge.to.port,
        curve,
        bounds: boundsOfCurve(curve),
        shape: shape === undefined || shape.length === 0 ? undefined : shapeText(shape),
        isQuiet
      }
    })
  })
}

/** Edges into one port arrive side by side, each from the side that it comes from. */
function spreadArrivals(joins: readonly Join[], space: number): readonly Join[] {
  const groups = new Map<string, Join[]>()
  for (const join of joins) {
    const key = `${join.edge.to.node} ${join.edge.to.port}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [join])
    else group.push(join)
  }
  return [...groups.values()].flatMap(group => {
    if (group.length === 1) return group
    const distance = Math.min(arrivalDistance, space / group.length)
    return [...group]
      .sort((a, b) => a.from.x - b.from.x || a.edge.order - b.edge.order)
      .map((join, index) => ({
        ...join,
        to: canvasPoint(join.to.x + (index - (group.length - 1) / 2) * distance, join.to.y)
      }))
  })
}
