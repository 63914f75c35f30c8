import type { Document, Note } from '../../../core/document/records.ts'
import type { GraphId, NodeId } from '../../../core/graph/drawing.ts'
import type { GraphPlace } from '../graph-place.ts'
import type { Rectangle } from '../points.ts'
import type { Displacement } from './displacement.ts'
import { sceneKey, type SceneKey } from './scene.ts'

/** A note or a frame as it is drawn. */
export interface SceneNote extends Pick<Note, 'id' | 'kind' | 'text' | 'colour'> {
  readonly key: SceneKey
  readonly path: readonly NodeId[]
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

/** The notes of one graph, where they come to stand because of unfolded blocks; a frame grows with what is in it. */
export function makeNotes(
  document: Pick<Document, 'notes'>,
  { graph, path }: GraphPlace,
  { shown, displacement }: { readonly shown: GraphPlace; readonly displacement: Displacement }
): readonly SceneNote[] {
  return notesOf(document, graph).map(note => {
    const { id, kind, text, colour, width, height } = note
    const { left, top, ...drawn } = boundsOfNote(note)
    const start = displacement.place({ x: left, y: top })
    const end = displacement.place({ x: drawn.right, y: drawn.bottom })
    const size = kind === 'frame' ? { width: end.x - start.x, height: end.y - start.y } : { width, height }
    const bounds = { left: start.x, top: start.y, right: start.x + size.width, bottom: start.y + size.height }
    return { key: sceneKey(shown.path, path, id), id, path, kind, text, colour, bounds }
  })
}
