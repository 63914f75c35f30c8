import { portsOf, type InputOfNode } from '../../../core/document/ports.ts'
import type { Document, Position } from '../../../core/document/records.ts'
import type { Direction } from '../../../core/graph/direction.ts'
import type { Edge, EdgeId, GraphId, GraphNode, NodeId } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import type { Network } from '../../../core/network/network.ts'
import { shapeText } from '../../../core/ops/tensor.ts'
import type { Severity } from '../../../core/problem.ts'
import { placesOf } from '../edits/placement.ts'
import { canvasPoint, unionOf, type CanvasPoint, type Rectangle } from '../points.ts'
import { makeSpatialGrid } from '../spatial-grid.ts'
import { boundsOfCurve } from './curve.ts'
import { instanceFacts, type InstanceFacts } from './instance-facts.ts'
import { directionOf, turnCurve, turnPoint, turnRectangle } from './direction.ts'
import { makeNotes } from './scene-notes.ts'
import { nodeText, repeatText } from './node-text.ts'
import { portShares } from './port-places.ts'
import { nodesOnPath } from './problem-path.ts'
import { makeRouter, type EdgeEnds, type RouteAll } from './route-all.ts'
import { nodeHeight, nodeWidth, type Scene, type SceneEdge, type SceneNode, type ScenePort } from './scene.ts'

/** What one graph of the document looks like. */
export interface SceneSource {
  readonly document: Document
  readonly network: Network
  readonly graph: GraphId
  /** The block instances from the root down to the graph. */
  readonly path: readonly NodeId[]
}

/** Between arrows that arrive at one port. */
const arrivalDistance = 20

/** `routeAll` remembers the ways of edges from scene to scene. */
export function makeScene(source: SceneSource, routeAll: RouteAll = makeRouter()): Scene {
  const { document, network, graph, path } = source
  const facts = instanceFacts(document, network, path)
  const { nodes: records } = graphOf(document, graph)
  const severities = severitiesOf(document, network)
  const nodes = new Map<NodeId, SceneNode>()
  const places = placesOf(document, graph)
  const direction = directionOf(document, graph)
  for (const node of records.values()) {
    const position = places.get(node.id) ?? { x: 0, y: 0 }
    nodes.set(node.id, makeNode(document, facts, { node, position, severity: severities.get(node.id), direction }))
  }
  const nodeGrid = makeSpatialGrid(nodes.values(), node => node.bounds)
  const edges = makeEdges(source, facts, nodes, routeAll)
  const edgeGrid = makeSpatialGrid(edges.values(), edge => edge.bounds)
  const notes = makeNotes(document, graph)
  const bounds = unionOf([
    ...[...notes.values()].map(note => note.bounds),
    ...[...nodes.values()].map(node => node.bounds),
    ...[...edges.values()].map(edge => edge.bounds)
  ])
  return { graph, nodes, edges, notes, direction, nodeGrid, edgeGrid, bounds }
}

/** The worst of each node's problems; a block has those of what is inside it. Hints have no mark on the canvas. */
function severitiesOf(document: Document, network: Network): ReadonlyMap<NodeId, Severity> {
  const severities = new Map<NodeId, Severity>()
  for (const { where, severity } of network.problems) {
    if (severity === 'hint') continue
    const nodes = nodesOnPath(document, where.path)
    for (const node of where.node === undefined ? [] : [...nodes, where.node]) {
      if (severities.get(node) !== 'error') severities.set(node, severity)
    }
  }
  return severities
}

interface Placed {
  readonly node: GraphNode
  readonly position: Position
  readonly severity: Severity | undefined
  readonly direction: Direction
}

function makeNode(
  document: Document,
  facts: InstanceFacts,
  { node, position, severity, direction }: Placed
): SceneNode {
  const { x, y } = position
  const bounds = { left: x, top: y, right: x + nodeWidth, bottom: y + nodeHeight }
  const ports = portsOf(document, node, layerOf)
  return {
    id: node.id,
    bounds,
    ...nodeText(document, node, facts.valuesOf(node.id)),
    isBlock: node.type === 'block',
    isLeftOut: facts.isLeftOut(node.id),
    repeat: repeatText(node),
    severity,
    inputs: placePorts(ports.inputs, bounds, { direction, side: 'start' }),
    outputs: placePorts(
      ports.outputs.map(name => ({ name, isMany: false })),
      bounds,
      { direction, side: 'end' }
    )
  }
}

/** Along the side on which data come in, or go out. */
function placePorts(
  ports: readonly InputOfNode[],
  bounds: Rectangle,
  { direction, side }: { readonly direction: Direction; readonly side: 'start' | 'end' }
): readonly ScenePort[] {
  const shares = portShares(ports.length)
  const { left, right, top, bottom } = turnRectangle(bounds, direction)
  const y = side === 'start' ? top : bottom
  return ports.map(({ name, isMany }, index) => ({
    name,
    label: name.replace(/([A-Z])/g, ' $1').toLowerCase(),
    at: turnPoint(canvasPoint(left + (right - left) * (shares[index] ?? 0.5), y), direction),
    takesMany: isMany
  }))
}

export function portOf(ports: readonly ScenePort[], name: string): ScenePort | undefined {
  return ports.find(port => port.name === name)
}

interface Join extends EdgeEnds {
  readonly edge: Edge
}

function makeEdges(
  { document, graph }: SceneSource,
  facts: InstanceFacts,
  nodes: ReadonlyMap<NodeId, SceneNode>,
  routeAll: RouteAll
): ReadonlyMap<EdgeId, SceneEdge> {
  const direction = directionOf(document, graph)
  const turned = (port: ScenePort): CanvasPoint => turnPoint(port.at, direction)
  const joins = spreadArrivals(
    graphOf(document, graph).edges.flatMap(edge => {
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
  const edges = new Map<EdgeId, SceneEdge>()
  for (const { edge } of joins) {
    const way = curves.get(edge.id)
    if (way === undefined) continue
    const curve = turnCurve(way, direction)
    const shape = facts.shapeOf(edge)
    edges.set(edge.id, {
      id: edge.id,
      from: edge.from.node,
      to: edge.to.node,
      fromPort: edge.from.port,
      toPort: edge.to.port,
      curve,
      bounds: boundsOfCurve(curve),
      shape: shape === undefined || shape.length === 0 ? undefined : shapeText(shape),
      isQuiet: edge.from.port === 'label'
    })
  }
  return edges
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
      .sort((a, b) => a.from.x - b.from.x || b.from.y - a.from.y || a.edge.order - b.edge.order)
      .map((join, index) => ({
        ...join,
        to: canvasPoint(join.to.x + (index - (group.length - 1) / 2) * distance, join.to.y)
      }))
  })
}
