import type { Draft } from '../../../../core/document/draft.ts'
import type { NoteId, Position } from '../../../../core/document/records.ts'
import type { GraphId } from '../../../../core/graph/drawing.ts'
import type { Positions } from '../../../../core/document/layout/layout.ts'
import { encloses, gridSize, grow, overlaps, shift, unionOf, type Rectangle } from '../../points.ts'
import { boundsOfNote, notesOf } from '../../scene/scene-notes.ts'
import { nodeHeight, nodeWidth } from '../../scene/scene.ts'
import { positionOf } from './note-edits.ts'

/** Between a note and a node, at least. */
const clearance = 16
/** Above a frame, for its title. */
const titleRoom = 32
/** Between a frame and what it holds, at most. */
const mostPadding = 48

/** Where nodes, notes and frames stand, before something moves or after. */
interface Layout {
  readonly nodes: Positions
  readonly notes: Map<NoteId, Rectangle>
}

/** After nodes were laid out anew: notes go along with the nodes that they stand next to, frames round what they held. */
export function carryNotes(draft: Draft, graph: GraphId, before: Positions, after: Positions): void {
  const notes = notesOf(draft.document, graph)
  if (notes.length === 0) return
  const old: Layout = { nodes: before, notes: new Map(notes.map(note => [note.id, boundsOfNote(note)])) }
  const next: Layout = { nodes: after, notes: new Map() }
  // Round nodes alone at first, so that notes keep off frames that do not hold them.
  const frames = notes.filter(note => note.kind === 'frame').map(({ id }) => ({ id, bounds: reframed(id, old, next) }))
  for (const { id, kind } of notes) {
    if (kind !== 'note') continue
    const others = frames.filter(frame => !encloses(boundsOf(old, frame.id), boundsOf(old, id)))
    next.notes.set(id, carried(id, old, { ...next, frames: others.map(({ bounds }) => withTitle(bounds)) }))
  }
  // From the inner to the outer ones: a frame may hold frames.
  for (const { id, kind } of [...notes].reverse()) if (kind === 'frame') next.notes.set(id, reframed(id, old, next))
  for (const note of notes) {
    const bounds = next.notes.get(note.id)
    if (bounds !== undefined && !isSameRectangle(bounds, boundsOfNote(note)))
      draft.updateNote(note.id, positionOf(bounds))
  }
}

function withTitle(frame: Rectangle): Rectangle {
  return { ...frame, top: frame.top - titleRoom }
}

function isSameRectangle(a: Rectangle, b: Rectangle): boolean {
  return a.left === b.left && a.top === b.top && a.right === b.right && a.bottom === b.bottom
}

function boundsAt({ x, y }: Position): Rectangle {
  return { left: x, top: y, right: x + nodeWidth, bottom: y + nodeHeight }
}

function boundsOf({ notes }: Layout, id: NoteId): Rectangle {
  return notes.get(id) ?? { left: 0, top: 0, right: 0, bottom: 0 }
}

/** As far from the nearest node as it was; where nodes or notes stand there now, at the nearest place that is free. */
function carried(id: NoteId, old: Layout, next: Layout & { readonly frames: readonly Rectangle[] }): Rectangle {
  const bounds = boundsOf(old, id)
  const [nearest] = [...old.nodes]
    .map(([node, position]) => ({ node, position, distance: distanceBetween(bounds, boundsAt(position)) }))
    .sort((a, b) => a.distance - b.distance)
  const moved = nearest && next.nodes.get(nearest.node)
  if (nearest === undefined || moved === undefined) return bounds
  const by = { x: moved.x - nearest.position.x, y: moved.y - nearest.position.y }
  const wanted = shift(bounds, by.x, by.y)
  // What the person put over a node stays there.
  const isOverlap = overlaps(bounds, boundsAt(nearest.position))
  return (by.x === 0 && by.y === 0) || isOverlap ? wanted : freePosition(wanted, next)
}

function freePosition(
  wanted: Rectangle,
  { nodes, notes, frames }: Layout & { readonly frames: readonly Rectangle[] }
): Rectangle {
  const taken = [...[...nodes.values()].map(boundsAt), ...notes.values(), ...frames].map(each => grow(each, clearance))
  const isFree = (position: Rectangle): boolean => !taken.some(each => overlaps(each, position))
  if (isFree(wanted)) return wanted
  const paths = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1]
  ] as const
  const found = paths.map(([x, y]) => {
    let by = gridSize
    while (!isFree(shift(wanted, x * by, y * by))) by += gridSize
    return { position: shift(wanted, x * by, y * by), by }
  })
  return found.sort((a, b) => a.by - b.by)[0]?.position ?? wanted
}

/** Round what it held, with the distances that it had; as it was where it held nothing. */
function reframed(id: NoteId, old: Layout, next: Layout): Rectangle {
  const bounds = boundsOf(old, id)
  const isHeld = (each: Rectangle): boolean => encloses(bounds, each)
  const nodes = [...old.nodes].filter(([, position]) => isHeld(boundsAt(position))).map(([node]) => node)
  const notes = [...old.notes].filter(([note, each]) => note !== id && isHeld(each)).map(([note]) => note)
  const contentOf = (layout: Layout): Rectangle | undefined =>
    unionOf([
      ...nodes.flatMap(node => {
        const position = layout.nodes.get(node)
        return position === undefined ? [] : boundsAt(position)
      }),
      ...notes.flatMap(note => layout.notes.get(note) ?? [])
    ])
  const [before, after] = [contentOf(old), contentOf(next)]
  if (before === undefined || after === undefined || isSameRectangle(before, after)) return bounds
  const padding = (distance: number): number => Math.min(distance, mostPadding)
  return {
    left: after.left - padding(before.left - bounds.left),
    top: after.top - padding(before.top - bounds.top),
    right: after.right + padding(bounds.right - before.right),
    bottom: after.bottom + padding(bounds.bottom - before.bottom)
  }
}

function distanceBetween(a: Rectangle, b: Rectangle): number {
  const across = Math.max(0, a.left - b.right, b.left - a.right)
  const down = Math.max(0, a.top - b.bottom, b.top - a.bottom)
  return Math.hypot(across, down)
}
