import type { Document, Position } from '../../../core/document/records.ts'
import type { Direction } from '../../../core/graph/direction.ts'
import type { GraphNode, NodeId } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import type { Network } from '../../../core/network/network.ts'
import type { Severity } from '../../../core/problem.ts'
import { placesOf } from '../edits/arrange/placement.ts'
import { pathKey, placeAt, type GraphPlace } from '../graph-place.ts'
import { canvasPoint, unionOf, type CanvasPoint, type Rectangle } from '../points.ts'
import { growthOf, makeContainer, offsetAt, placePlates, type Container, type Inside } from './container.ts'
import { directionOf } from './direction.ts'
import { makeDisplacement } from './changes/displacement.ts'
import { instanceFacts, type InstanceFacts } from './instance-facts.ts'
import { makeEdges } from './edges/make-edges.ts'
import { makeContainerNode, makeNode } from './make-node.ts'
import { rememberByRecord } from './changes/remembered.ts'
import type { RouteAll } from './edges/route-all.ts'
import { makeNotes, notesOf, type SceneNote } from './scene-notes.ts'
import { nodeHeight, nodeWidth, type SceneEdge, type SceneLevel, type SceneNode } from './scene.ts'
import { shiftContainer, shiftEdge, shiftLevel, shiftNode, shiftNote, type Offset } from './changes/shift-scene.ts'

/** What all graphs of a scene are made from. */
export interface LevelSource {
  readonly document: Document
  readonly network: Network
  /** The graph that the canvas shows. */
  readonly shown: GraphPlace
  readonly unfolded: ReadonlySet<string>
  readonly severities: ReadonlyMap<NodeId, Severity>
  /** The router of the graph at a path: it remembers the ways of its edges. */
  routerOf(path: readonly NodeId[]): RouteAll
}

/** A graph as it is drawn, with what is inside its unfolded blocks. */
export interface Level {
  /** Its own nodes, what is inside a container after it. */
  readonly nodes: readonly SceneNode[]
  readonly edges: readonly SceneEdge[]
  readonly notes: readonly SceneNote[]
  /** Itself, and the graphs inside. */
  readonly levels: readonly SceneLevel[]
  readonly inside: Inside
}

/** An unfolded block, with its definition as this instance has it. */
interface Unfolded {
  readonly level: Level
  readonly container: Container
}

const rememberedLevel = rememberByRecord<Level>()

/**
 * The graph at a place, in its own points: those of the document, moved only where unfolded blocks need room. The same
 * one as the last time while nothing in it has changed.
 */
export function makeLevel(source: LevelSource, place: GraphPlace): Level {
  const { document, network, shown, routerOf } = source
  const { graph, path } = place
  const direction = directionOf(document, graph)
  const indexed = graphOf(document, graph)
  const records = [...indexed.nodes.values()]
  const unfolded = new Map(records.flatMap(node => unfold(source, path, node, direction)))
  const notes = notesOf(document, graph)
  const parts: readonly unknown[] = [
    ...[indexed, network, document.blocks, document.datasets, direction, pathKey(shown.path)],
    // As many of each, so that what follows stands at the same places.
    ...[records.length, notes.length, unfolded.size],
    ...records.map(({ id }) => document.positions[id]),
    ...notes,
    ...[...unfolded].flatMap(([id, { level }]) => [id, level])
  ]
  return rememberedLevel(routerOf(path), parts, () => drawLevel(source, place, records, unfolded))
}

function drawLevel(
  source: LevelSource,
  place: GraphPlace,
  records: readonly GraphNode[],
  unfolded: ReadonlyMap<NodeId, Unfolded>
): Level {
  const { document, network, shown } = source
  const { graph, path } = place
  const direction = directionOf(document, graph)
  const places = placesOf(document, graph)
  const placeOf = (id: NodeId): Position => places.get(id) ?? { x: 0, y: 0 }
  const growths = new Map([...unfolded].map(([id, { container }]) => [id, growthOf(container, placeOf(id), direction)]))
  const displacement = makeDisplacement([...growths.values()], [...places.values()], direction)
  const facts = instanceFacts(document, network, path)
  const drawing: Drawing = { source, place, direction, facts, unfolded, at: id => displacement.place(placeOf(id)) }
  const isInside = path.length > shown.path.length
  const isPlate = (node: GraphNode): boolean => isInside && (node.type === 'blockInput' || node.type === 'blockOutput')
  const full = records.filter(node => !isPlate(node)).map(node => drawNode(drawing, node))
  const plates = drawPlates(drawing, records.filter(isPlate), boundsOf(full))
  const nodes = new Map([...full, ...plates].map(node => [node.id, node]))
  const edges = makeEdges({ document, place, shown, facts, nodes, routeAll: source.routerOf(path) })
  const notes = makeNotes(document, place, { shown, displacement })
  const level: SceneLevel = {
    ...{ graph, path, direction, places, growths, displacement },
    body: undefined,
    offset: canvasPoint(0, 0)
  }
  const own: OwnParts = { nodes: [...nodes.values()], edges, notes, level }
  return { ...withInsides(drawing, own), inside: insideOf(own, records) }
}

/** What is needed to draw one graph. */
interface Drawing {
  readonly source: LevelSource
  readonly place: GraphPlace
  readonly direction: Direction
  readonly facts: InstanceFacts
  readonly unfolded: ReadonlyMap<NodeId, Unfolded>
  /** The upper left corner of a card, in the level's points. */
  at(node: NodeId): CanvasPoint
}

/** What is drawn of one graph without what is inside its blocks. */
interface OwnParts {
  readonly nodes: readonly SceneNode[]
  readonly edges: readonly SceneEdge[]
  readonly notes: readonly SceneNote[]
  readonly level: SceneLevel
}

function unfold(
  source: LevelSource,
  path: readonly NodeId[],
  node: GraphNode,
  direction: Direction
): readonly (readonly [NodeId, Unfolded])[] {
  const inner = [...path, node.id]
  if (node.type !== 'block' || !source.unfolded.has(pathKey(inner))) return []
  const place = placeAt(source.document, inner)
  // Its definition may be missing.
  if (place.path.length < inner.length) return []
  const level = makeLevel(source, place)
  return [[node.id, { level, container: makeContainer(level.inside, direction) }]]
}

function drawNode({ source, place, direction, facts, unfolded, at }: Drawing, node: GraphNode): SceneNode {
  const { document, severities, shown } = source
  const common = { node, place, shown, severity: severities.get(node.id), direction }
  const { x, y } = at(node.id)
  const container = unfolded.get(node.id)?.container
  if (container !== undefined) {
    const offset = offsetAt(container, { x, y }, direction)
    return makeContainerNode(document, facts, { ...common, container: shiftContainer(container, offset) })
  }
  const bounds = { left: x, top: y, right: x + nodeWidth, bottom: y + nodeHeight }
  return makeNode(document, facts, { ...common, bounds, form: 'card' })
}

/** The ends of a block stand at its border while it is seen from outside. */
function drawPlates(
  { source, place, direction, facts, at }: Drawing,
  ends: readonly GraphNode[],
  content: Rectangle
): readonly SceneNode[] {
  const { document, severities, shown } = source
  const sides = { start: 'blockInput', end: 'blockOutput' } as const
  return (['start', 'end'] as const).flatMap(side => {
    const nodes = ends.filter(({ type }) => type === sides[side])
    const places = nodes.map(({ id }) => ({ id, at: at(id) }))
    const plates = placePlates(places, content, { direction, side })
    return nodes.flatMap(node => {
      const bounds = plates.get(node.id)
      if (bounds === undefined) return []
      const drawn = { node, place, shown, severity: severities.get(node.id), direction, bounds, form: 'plate' as const }
      return [makeNode(document, facts, drawn)]
    })
  })
}

/** Round nodes; the place of one where there are none. */
function boundsOf(nodes: readonly SceneNode[]): Rectangle {
  return unionOf(nodes.map(node => node.bounds)) ?? { left: 0, top: 0, right: nodeWidth, bottom: nodeHeight }
}

function insideOf({ nodes, edges, notes, level }: OwnParts, records: readonly GraphNode[]): Inside {
  const platesOf = (type: string): ReadonlyMap<string, Rectangle> => {
    const ends = records.filter(node => node.type === type)
    return new Map(
      ends.flatMap(({ id, name }) => nodes.filter(node => node.id === id).map(node => [name, node.bounds]))
    )
  }
  const parts = [...nodes, ...edges, ...notes].map(part => part.bounds)
  return {
    direction: level.direction,
    content: unionOf([boundsOf(nodes), ...parts]) ?? boundsOf(nodes),
    inputs: platesOf('blockInput'),
    outputs: platesOf('blockOutput')
  }
}

/** What is drawn of a graph, and after each unfolded block what is inside it, brought to its place. */
function withInsides({ unfolded, at, direction }: Drawing, own: OwnParts): Omit<Level, 'inside'> {
  const nodes: SceneNode[] = []
  const edges = [...own.edges]
  const notes = [...own.notes]
  const levels = [own.level]
  for (const node of own.nodes) {
    nodes.push(node)
    const inner = unfolded.get(node.id)
    if (inner === undefined) continue
    const offset = offsetAt(inner.container, at(node.id), direction)
    const moved = rememberedMove(inner.level, [offset.x, offset.y], () => moveLevel(inner.level, offset))
    const [first, ...deeper] = moved.levels
    nodes.push(...moved.nodes)
    edges.push(...moved.edges)
    notes.push(...moved.notes)
    levels.push(...(first === undefined ? [] : [{ ...first, body: node.body }]), ...deeper)
  }
  return { nodes, edges, notes, levels }
}

const rememberedMove = rememberByRecord<Omit<Level, 'inside'>>()

function moveLevel({ nodes, edges, notes, levels }: Level, offset: Offset): Omit<Level, 'inside'> {
  return {
    nodes: nodes.map(each => shiftNode(each, offset)),
    edges: edges.map(each => shiftEdge(each, offset)),
    notes: notes.map(each => shiftNote(each, offset)),
    levels: levels.map(each => shiftLevel(each, offset))
  }
}
