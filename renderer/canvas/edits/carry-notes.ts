import type { Draft } from '../../../core/document/draft.ts'
import type { Note, Position } from '../../../core/document/records.ts'
import type { GraphId, NodeId } from '../../../core/graph/drawing.ts'
import { encloses, overlaps, shift, snap, unionOf, type Rectangle } from '../points.ts'
import { boundsOfNote, notesOf } from '../scene/scene-notes.ts'
import { nodeHeight, nodeWidth } from '../scene/scene.ts'

type Places = ReadonlyMap<NodeId, Position>

function boundsAt({ x, y }: Position): Rectangle {
  return { left: x, top: y, right: x + nodeWidth, bottom: y + nodeHeight }
}

/** After nodes were laid out anew: frames go round what they held, notes beside what they stood next to. */
export function carryNotes(draft: Draft, graph: GraphId, before: Places, after: Places): void {
  const notes = notesOf(draft.document, graph)
  const rest = notes.filter(note => !(note.kind === 'frame' && carryFrame(draft, note, before, after)))
  for (const note of rest) carryNote(draft, note, before, after)
}

/** With the distances that it had. False where it held no node. */
function carryFrame(draft: Draft, frame: Note, before: Places, after: Places): boolean {
  const bounds = boundsOfNote(frame)
  const held = [...before].filter(([, place]) => encloses(bounds, boundsAt(place))).map(([id]) => id)
  const [old, next] = [before, after].map(places => unionOf(held.flatMap(id => boundsOf(places, id))))
  if (old === undefined || next === undefined) return false
  const [x, y] = [next.left - (old.left - bounds.left), next.top - (old.top - bounds.top)]
  const width = next.right + (bounds.right - old.right) - x
  const height = next.bottom + (bounds.bottom - old.bottom) - y
  draft.updateNote(frame.id, { x, y, width, height })
  return true
}

function carryNote(draft: Draft, note: Note, before: Places, after: Places): void {
  const bounds = boundsOfNote(note)
  const [nearest] = [...before]
    .map(([id, place]) => ({ id, place, distance: distanceBetween(bounds, boundsAt(place)) }))
    .sort((a, b) => a.distance - b.distance)
  const moved = nearest && after.get(nearest.id)
  if (nearest === undefined || moved === undefined || isSamePlace(moved, nearest.place)) return
  const carried = shift(bounds, moved.x - nearest.place.x, moved.y - nearest.place.y)
  const isFree = (place: Rectangle): boolean => ![...after.values()].some(each => overlaps(boundsAt(each), place))
  // Aside of what now stands there: to the right, until there is room.
  let x = carried.left
  while (!isFree(shift(carried, x - carried.left, 0))) x += snap(nodeWidth / 4)
  draft.updateNote(note.id, { x, y: carried.top })
}

function isSamePlace(a: Position, b: Position): boolean {
  return a.x === b.x && a.y === b.y
}

function boundsOf(places: Places, id: NodeId): readonly Rectangle[] {
  const place = places.get(id)
  return place === undefined ? [] : [boundsAt(place)]
}

function distanceBetween(a: Rectangle, b: Rectangle): number {
  const across = Math.max(0, a.left - b.right, b.left - a.right)
  const down = Math.max(0, a.top - b.bottom, b.top - a.bottom)
  return Math.hypot(across, down)
}
