import type { Draft } from '../../../core/document/draft.ts'
import type { Document, Position } from '../../../core/document/records.ts'
import type { GraphId, NodeId } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { overlaps, type Rectangle } from '../points.ts'
import { nodeHeight, nodeWidth } from '../scene/scene.ts'
import { carryNotes } from './carry-notes.ts'
import { flowOf } from './flow.ts'

/** Between a node and what stands beside it, at least. */
const clearance = 8
/** Between a node and what it feeds, at least: room for the head of the edge. */
const leastGap = 24

function boundsAt({ x, y }: Position, grown = 0): Rectangle {
  return { left: x - grown, top: y - grown, right: x + nodeWidth + grown, bottom: y + nodeHeight + grown }
}

/** Whether no other node stands where one would at this place, or touches it. */
export function isFree(document: Document, graph: GraphId, place: Position, self?: NodeId): boolean {
  const wanted = boundsAt(place, clearance)
  return [...placesIn(document, graph)].every(([id, position]) => id === self || !overlaps(boundsAt(position), wanted))
}

/** The wanted place, or the next one aside of it that is free. */
export function freePlace(document: Document, graph: GraphId, wanted: Position, self?: NodeId): Position {
  const { aside } = flowOf(document, graph)
  let place = wanted
  while (!isFree(document, graph, place, self)) place = aside(place)
  return place
}

/** The node and all that follows it in the direction of the drawing; not what comes after where the drawing turns back. */
export function followersOf(document: Document, graph: GraphId, from: Iterable<NodeId>): ReadonlySet<NodeId> {
  const { positions } = document
  const { along } = flowOf(document, graph)
  const { outgoing } = graphOf(document, graph)
  const following = new Set(from)
  for (const node of following) {
    for (const { to } of outgoing(node)) {
      const [here, there] = [positions[node], positions[to.node]]
      if (here !== undefined && there !== undefined && along(there) > along(here)) following.add(to.node)
    }
  }
  return following
}

/** Moves a node and what follows it on by one step, so that what was put before it has its place. */
export function makeRoom(draft: Draft, graph: GraphId, from: NodeId): void {
  moveAll(draft, graph, followersOf(draft.document, graph, [from]))
}

/** Moves what followed nodes that are gone back into their place. What something else stands in the way of stays. */
export function closeRoom(draft: Draft, graph: GraphId, left: readonly Position[], followers: readonly NodeId[]): void {
  const { document } = draft
  const { along } = flowOf(document, graph)
  const starts = followers.flatMap(id => document.positions[id] ?? []).map(along)
  const by = Math.min(...starts) - Math.min(...left.map(along))
  if (!Number.isFinite(by) || by <= 0) return
  const moving = new Set(followersOf(document, graph, followers))
  for (let held = heldBack(document, graph, moving, by); held.size > 0; held = heldBack(document, graph, moving, by)) {
    for (const node of followersOf(document, graph, held)) moving.delete(node)
  }
  moveAll(draft, graph, moving, -by)
}

/** Nodes that can not move back: over another that stays, or too near to one that feeds them. */
function heldBack(document: Document, graph: GraphId, moving: ReadonlySet<NodeId>, by: number): ReadonlySet<NodeId> {
  const { positions } = document
  const { along, ahead, length } = flowOf(document, graph)
  const { nodes, incoming } = graphOf(document, graph)
  const staying = [...nodes.keys()].filter(id => !moving.has(id)).flatMap(id => positions[id] ?? [])
  const isHeld = (id: NodeId): boolean => {
    const position = positions[id]
    if (position === undefined) return false
    const place = ahead(position, -by)
    const wanted = boundsAt(place, clearance)
    if (staying.some(other => overlaps(boundsAt(other), wanted))) return true
    return incoming(id).some(({ from }) => {
      const source = moving.has(from.node) ? undefined : positions[from.node]
      return source !== undefined && along(source) < along(position) && along(place) < along(source) + length + leastGap
    })
  }
  return new Set([...moving].filter(isHeld))
}

/** Notes and frames go along. */
function moveAll(draft: Draft, graph: GraphId, nodes: ReadonlySet<NodeId>, by?: number): void {
  const { ahead } = flowOf(draft.document, graph)
  const before = placesIn(draft.document, graph)
  const after = new Map(before)
  for (const node of nodes) {
    const position = before.get(node)
    if (position === undefined) continue
    after.set(node, ahead(position, by))
    draft.move(node, ahead(position, by))
  }
  if (nodes.size > 0) carryNotes(draft, graph, before, after)
}

function placesIn(document: Document, graph: GraphId): ReadonlyMap<NodeId, Position> {
  const ids = [...graphOf(document, graph).nodes.keys()]
  return new Map(
    ids.flatMap(id => {
      const position = document.positions[id]
      return position === undefined ? [] : [[id, position] as const]
    })
  )
}
