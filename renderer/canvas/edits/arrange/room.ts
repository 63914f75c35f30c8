import type { Draft } from '../../../../core/document/draft.ts'
import type { Document, Position } from '../../../../core/document/records.ts'
import type { GraphId, NodeId } from '../../../../core/graph/drawing.ts'
import { graphOf, type Graph } from '../../../../core/graph/graph.ts'
import { overlaps, type Rectangle } from '../../points.ts'
import { nodeHeight, nodeWidth } from '../../scene/scene.ts'
import { makeSpatialGrid } from '../../spatial-grid.ts'
import { carryNotes } from './carry-notes.ts'
import { flowOf, type Flow } from './flow.ts'

/** Between a node and what stands beside it, at least. */
const clearance = 8
/** Between a node and what it feeds, at least: room for the head of the edge. */
const leastGap = 24

function boundsAt({ x, y }: Position, grown = 0): Rectangle {
  return { left: x - grown, top: y - grown, right: x + nodeWidth + grown, bottom: y + nodeHeight + grown }
}

/** Whether no other node stands where one would at this place, or touches it. */
export function isFree(document: Document, graph: GraphId, position: Position, self?: NodeId): boolean {
  const wanted = boundsAt(position, clearance)
  return [...positionsIn(document, graph)].every(
    ([id, position]) => id === self || !overlaps(boundsAt(position), wanted)
  )
}

/** The wanted place, or the next one aside of it that is free. */
export function freePosition(document: Document, graph: GraphId, wanted: Position, self?: NodeId): Position {
  const { aside } = flowOf(document, graph)
  let position = wanted
  while (!isFree(document, graph, position, self)) position = aside(position)
  return position
}

/** A graph with its nodes where they stand, while some of them are being moved. */
interface Ground {
  readonly graph: Graph
  readonly flow: Flow
  readonly positions: ReadonlyMap<NodeId, Position>
}

function groundOf(document: Document, graph: GraphId): Ground {
  return { graph: graphOf(document, graph), flow: flowOf(document, graph), positions: positionsIn(document, graph) }
}

/** The nodes and all that follows in the direction of the drawing; not what comes after where the drawing turns back. */
export function followersOf(document: Document, graph: GraphId, from: Iterable<NodeId>): ReadonlySet<NodeId> {
  return followersOn(groundOf(document, graph), from)
}

function followersOn({ graph, flow, positions }: Ground, from: Iterable<NodeId>): ReadonlySet<NodeId> {
  const following = new Set(from)
  for (const node of following) {
    for (const { to } of graph.outgoing(node)) {
      const [here, there] = [positions.get(node), positions.get(to.node)]
      if (here !== undefined && there !== undefined && flow.along(there) > flow.along(here)) following.add(to.node)
    }
  }
  return following
}

/** Moves a node and what follows it on by one step, so that what was put before it has its place. */
export function makeRoom(draft: Draft, graph: GraphId, from: NodeId): void {
  const ground = groundOf(draft.document, graph)
  settle(draft, graph, ground.positions, moved(ground, followersOn(ground, [from])))
}

/** The room that nodes left which are gone, and what followed them. */
export interface Room {
  readonly left: readonly Position[]
  readonly followers: readonly NodeId[]
}

/** Moves what followed nodes that are gone back into their place. What something else stands in the way of stays. */
export function closeRooms(draft: Draft, graph: GraphId, rooms: readonly Room[]): void {
  const ground = groundOf(draft.document, graph)
  let { positions } = ground
  for (const { left, followers } of rooms) {
    // Before any of them moved: each room is as wide as it was.
    const starts = followers.flatMap(id => ground.positions.get(id) ?? []).map(ground.flow.along)
    const by = Math.min(...starts) - Math.min(...left.map(ground.flow.along))
    if (Number.isFinite(by) && by > 0) positions = closedBy({ ...ground, positions }, followers, by)
  }
  settle(draft, graph, ground.positions, positions)
}

function closedBy(ground: Ground, followers: readonly NodeId[], by: number): Ground['positions'] {
  const moving = new Set(followersOn(ground, followers))
  for (let held = heldBack(ground, moving, by); held.size > 0; held = heldBack(ground, moving, by)) {
    for (const node of followersOn(ground, held)) moving.delete(node)
  }
  return moved(ground, moving, -by)
}

/** Nodes that can not move back: over another that stays, or too near to one that feeds them. */
function heldBack({ graph, flow, positions }: Ground, moving: ReadonlySet<NodeId>, by: number): ReadonlySet<NodeId> {
  const { along, ahead, length } = flow
  const staying = [...positions].filter(([id]) => !moving.has(id)).map(([, position]) => position)
  const grid = makeSpatialGrid(staying, position => boundsAt(position))
  const isHeld = (id: NodeId): boolean => {
    const position = positions.get(id)
    if (position === undefined) return false
    const back = ahead(position, -by)
    const wanted = boundsAt(back, clearance)
    if (grid.within(wanted).some(other => overlaps(boundsAt(other), wanted))) return true
    return graph.incoming(id).some(({ from }) => {
      const source = moving.has(from.node) ? undefined : positions.get(from.node)
      return source !== undefined && along(source) < along(position) && along(back) < along(source) + length + leastGap
    })
  }
  return new Set([...moving].filter(isHeld))
}

/** Where everything stands when some nodes have moved along the flow; by one step where no distance is given. */
function moved({ flow, positions }: Ground, nodes: ReadonlySet<NodeId>, by?: number): Ground['positions'] {
  const after = new Map(positions)
  for (const node of nodes) {
    const position = positions.get(node)
    if (position !== undefined) after.set(node, flow.ahead(position, by))
  }
  return after
}

/** Notes and frames go along. */
function settle(draft: Draft, graph: GraphId, before: Ground['positions'], after: Ground['positions']): void {
  const changed = [...after].filter(([node, position]) => before.get(node) !== position)
  for (const [node, position] of changed) draft.move(node, position)
  if (changed.length > 0) carryNotes(draft, graph, before, after)
}

function positionsIn(document: Document, graph: GraphId): ReadonlyMap<NodeId, Position> {
  const ids = [...graphOf(document, graph).nodes.keys()]
  return new Map(
    ids.flatMap(id => {
      const position = document.positions[id]
      return position === undefined ? [] : [[id, position] as const]
    })
  )
}
