import type { Document, Note, NoteId } from '../../../core/document/records.ts'
import type { GraphId } from '../../../core/graph/drawing.ts'
import type { Rectangle } from '../points.ts'

/** A note or a frame as it is drawn. */
export interface SceneNote extends Pick<Note, 'id' | 'kind' | 'text' | 'colour'> {
  readonly bounds: Rectangle
}

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

export function makeNotes(document: Pick<Document, 'notes'>, graph: GraphId): ReadonlyMap<NoteId, SceneNote> {
  return new Map(
    notesOf(document, graph).map(note => {
      const { id, kind, text, colour } = note
      return [id, { id, kind, text, colour, bounds: boundsOfNote(note) }]
    })
  )
}
