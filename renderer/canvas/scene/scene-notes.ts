import type { Document, Note } from '../../../core/document/records.ts'
import type { GraphId } from '../../../core/graph/drawing.ts'
import type { GraphPosition } from '../graph-position.ts'
import type { Rectangle } from '../points.ts'
import type { Displacement } from './changes/displacement.ts'
import { sceneKey, type SceneNote } from './scene.ts'

export function boundsOfNote({ x, y, width, height }: Note): Rectangle {
  return { left: x, top: y, right: x + width, bottom: y + height }
}

/** The notes and frames of a graph, from the back to the front: large frames, frames in them, notes. */
export function notesOf({ notes }: Pick<Document, 'notes'>, graph: GraphId): readonly Note[] {
  const rank = ({ kind, width, height }: Note): number => (kind === 'frame' ? -width * height : 1)
  return Object.values(notes)
    .filter(note => note.graph === graph)
    .sort((a, b) => rank(a) - rank(b))
}

/** The notes of one graph, where they come to stand because of unfolded blocks; a frame grows with what is in it. */
export function makeNotes(
  document: Pick<Document, 'notes'>,
  { graph, path }: GraphPosition,
  { shown, displacement }: { readonly shown: GraphPosition; readonly displacement: Displacement }
): readonly SceneNote[] {
  return notesOf(document, graph).map(note => {
    const { id, kind, text, color, width, height } = note
    const { left, top, right, bottom } = boundsOfNote(note)
    const start = displacement.position({ x: left, y: top })
    const corners = [start, displacement.position({ x: right, y: top }), displacement.position({ x: right, y: bottom })]
    const grown = {
      left: start.x,
      top: Math.min(...corners.map(({ y }) => y)),
      right: Math.max(...corners.map(({ x }) => x)),
      bottom: Math.max(...corners.map(({ y }) => y), displacement.position({ x: left, y: bottom }).y)
    }
    const moved = { left: start.x, top: start.y, right: start.x + width, bottom: start.y + height }
    const bounds = kind === 'frame' ? grown : moved
    return { key: sceneKey(shown.path, path, id), id, path, kind, text, color, bounds }
  })
}
