import type { Document, Position } from '../../../../core/document/records.ts'
import type { Direction } from '../../../../core/graph/direction.ts'
import type { GraphNode, NodeId } from '../../../../core/graph/drawing.ts'
import { graphOf } from '../../../../core/graph/graph.ts'
import type { Network } from '../../../../core/network/network.ts'
import type { Severity } from '../../../../core/problem.ts'
import { positionsOf } from '../../edits/arrange/placement.ts'
import { pathKey, positionAt, type GraphPosition, type Unfolded } from '../../graph-position.ts'
import { canvasPoint, unionOf, type CanvasPoint, type Rectangle } from '../../points.ts'
import { growthOf, makeContainer, offsetAt, placePlates, type Container, type Inside } from '../container.ts'
import { directionOf } from '../direction.ts'
import { makeDisplacement } from '../changes/displacement.ts'
import { instanceFacts, type InstanceFacts } from './instance-facts.ts'
import { repeatsOf } from './instance-scope.ts'
import { chainRepeats } from './repeats.ts'
import { makeEdges } from '../edges/make-edges.ts'
import { makeContainerNode, makeNode } from '../make-node.ts'
import { rememberByRecord } from '../changes/remembered.ts'
import type { RouteAll } from '../edges/route-all.ts'
import type { SceneNote } from '../scene.ts'
import { makeNotes, notesOf } from '../scene-notes.ts'
import { nodeHeight, nodeWidth, type SceneEdge, type SceneLevel, type SceneNode, type Strip } from '../scene.ts'
import {
  shiftContainer,
  shiftEdge,
  shiftLevel,
  shiftNode,
  shiftNote,
  shiftStrips,
  type Offset
} from '../changes/shift-scene.ts'

/** What all graphs of a scene are made from. */
export interface LevelSource {
  readonly document: Document
  readonly network: Network
  /** The graph that the canvas shows. */
  readonly shown: GraphPosition
  readonly unfolded: Unfolded
  /** By the ways down to nodes. */
  readonly severities: ReadonlyMap<string, Severity>
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
interface Opened {
  /** One, or each repeat, and where it stands in the container's points. */
  readonly insides: readonly { readonly level: Level; readonly at: Offset }[]
  readonly strips: readonly Strip[] | undefined
  readonly links: readonly SceneEdge[]
  readonly container: Container
}

const rememberedLevel = rememberByRecord<Level>()

/**
 * The graph at a place, in its own points: those of the document, moved only where unfolded blocks need room. The same
 * one as the last time while nothing in it has changed.
 */
export function makeLevel(source: LevelSource, position: GraphPosition): Level {
  const { document, network, shown, routerOf } = source
  const { graph, path } = position
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
    ...[...unfolded].flatMap(([id, { insides }]) => [id, insides.length, ...insides.map(({ level }) => level)])
  ]
  return rememberedLevel(routerOf(path), parts, () => drawLevel(source, position, records, unfolded))
}

function drawLevel(
  source: LevelSource,
  position: GraphPosition,
  records: readonly GraphNode[],
  unfolded: ReadonlyMap<NodeId, Opened>
): Level {
  const { document, network, shown } = source
  const { graph, path } = position
  const direction = directionOf(document, graph)
  const positions = positionsOf(document, graph)
  const positionOf = (id: NodeId): Position => positions.get(id) ?? { x: 0, y: 0 }
  const growths = new Map(
    [...unfolded].map(([id, { container }]) => [id, growthOf(container, positionOf(id), direction)])
  )
  const displacement = makeDisplacement([...growths.values()], [...positions.values()], direction)
  const facts = instanceFacts(document, network, path)
  const drawing: Drawing = {
    source,
    position,
    direction,
    facts,
    unfolded,
    at: id => displacement.position(positionOf(id))
  }
  const isInside = path.length > shown.path.length
  const isPlate = (node: GraphNode): boolean => isInside && (node.type === 'blockInput' || node.type === 'blockOutput')
  const full = records.filter(node => !isPlate(node)).map(node => drawNode(drawing, node))
  const plates = drawPlates(drawing, records.filter(isPlate), boundsOf(full))
  const nodes = new Map([...full, ...plates].map(node => [node.id, node]))
  const edges = makeEdges({ document, position, shown, facts, nodes, routeAll: source.routerOf(path) })
  const notes = makeNotes(document, position, { shown, displacement })
  const level: SceneLevel = {
    ...{ graph, path, direction, positions, growths, displacement },
    body: undefined,
    offset: canvasPoint(0, 0)
  }
  const own: OwnParts = { nodes: [...nodes.values()], edges, notes, level }
  return { ...withInsides(drawing, own), inside: insideOf(own, records) }
}

/** What is needed to draw one graph. */
interface Drawing {
  readonly source: LevelSource
  readonly position: GraphPosition
  readonly direction: Direction
  readonly facts: InstanceFacts
  readonly unfolded: ReadonlyMap<NodeId, Opened>
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
): readonly (readonly [NodeId, Opened])[] {
  const block = [...path, node.id]
  const repeats = node.type === 'block' ? source.unfolded.get(pathKey(block)) : undefined
  // Its definition may be missing.
  if (repeats === undefined || positionAt(source.document, block).path.length < block.length) return []
  if (repeats === 'all' && node.repeat !== undefined) return [[node.id, unfoldAll(source, block, direction)]]
  const level = makeLevel(source, positionAt(source.document, block))
  const insides = [{ level, at: { x: 0, y: 0 } }]
  return [[node.id, { insides, strips: undefined, links: [], container: makeContainer(level.inside, direction) }]]
}

const rememberedChain = rememberByRecord<Opened>()

function unfoldAll(source: LevelSource, block: readonly NodeId[], direction: Direction): Opened {
  const { document, network, shown, routerOf } = source
  const repeats = repeatsOf(document, block)
  const levels = repeats.map(({ step }) => makeLevel(source, positionAt(document, [...block.slice(0, -1), step])))
  // Not the way into any graph: what leads from repeat to repeat lies between them.
  const routeAll = routerOf([...block, ''])
  return rememberedChain(routeAll, [levels.length, direction, ...levels], () => {
    const insides = levels.map(level => level.inside)
    const chain = chainRepeats({ document, network, shown: shown.path, block, repeats, insides, routeAll })
    return {
      insides: levels.map((level, index) => ({ level, at: chain.offsets[index] ?? { x: 0, y: 0 } })),
      strips: repeats.map((repeat, index) => ({ ...repeat, bounds: chain.strips[index] ?? chain.inside.content })),
      links: chain.links,
      container: makeContainer(chain.inside, direction)
    }
  })
}

function drawNode({ source, position, direction, facts, unfolded, at }: Drawing, node: GraphNode): SceneNode {
  const { document, severities, shown } = source
  const common = { node, position, shown, severity: severities.get(pathKey([...position.path, node.id])), direction }
  const { x, y } = at(node.id)
  const opened = unfolded.get(node.id)
  if (opened !== undefined) {
    const offset = offsetAt(opened.container, { x, y }, direction)
    const strips = opened.strips && shiftStrips(opened.strips, offset)
    return makeContainerNode(document, facts, {
      ...{ ...common, strips },
      container: shiftContainer(opened.container, offset)
    })
  }
  const bounds = { left: x, top: y, right: x + nodeWidth, bottom: y + nodeHeight }
  return makeNode(document, facts, { ...common, bounds, form: 'card' })
}

/** The ends of a block stand at its border while it is seen from outside. */
function drawPlates(
  { source, position, direction, facts, at }: Drawing,
  ends: readonly GraphNode[],
  content: Rectangle
): readonly SceneNode[] {
  const { document, severities, shown } = source
  const sides = { start: 'blockInput', end: 'blockOutput' } as const
  return (['start', 'end'] as const).flatMap(side => {
    const nodes = ends.filter(({ type }) => type === sides[side])
    const positions = nodes.map(({ id }) => ({ id, at: at(id) }))
    const plates = placePlates(positions, content, { direction, side })
    return nodes.flatMap(node => {
      const bounds = plates.get(node.id)
      if (bounds === undefined) return []
      const drawn = {
        node,
        position,
        shown,
        severity: severities.get(pathKey([...position.path, node.id])),
        direction,
        bounds,
        form: 'plate' as const
      }
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
    const opened = unfolded.get(node.id)
    if (opened === undefined) continue
    const offset = offsetAt(opened.container, at(node.id), direction)
    edges.push(...opened.links.map(link => shiftEdge(link, offset)))
    for (const [index, { level, at }] of opened.insides.entries()) {
      const by = { x: offset.x + at.x, y: offset.y + at.y }
      const moved = rememberedMove(level, [by.x, by.y], () => moveLevel(level, by))
      const [first, ...deeper] = moved.levels
      nodes.push(...moved.nodes)
      edges.push(...moved.edges)
      notes.push(...moved.notes)
      const body = node.strips?.[index]?.bounds ?? node.body
      levels.push(...(first === undefined ? [] : [{ ...first, body }]), ...deeper)
    }
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
