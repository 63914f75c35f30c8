import { resizeNote } from '../edits/arrange/note-edits.ts'
import { inPlace } from '../editor-model.ts'
import type { NoteAt } from '../hit-test.ts'
import { canvasPoint, snap } from '../points.ts'
import { documentPoint, levelOf } from '../scene/levels/levels.ts'
import { resized, type Grip } from '../scene/note-shape.ts'
import { selectNotes } from '../selection.ts'
import type { Cursor, Gesture, Overlay } from './gesture.ts'
import type { GestureContext } from './gesture-context.ts'

/** Pulls an edge or a corner of a note or a frame, on the grid; with Alt, freely. */
export function resizeNoteGesture(context: GestureContext, { note: id, key, path, grip }: NoteAt): Gesture | undefined {
  const { model, scene } = context
  const note = scene.notes.get(key)
  const level = levelOf(scene, path)
  if (note === undefined || level === undefined) return undefined
  const before = model.selection
  model.select(selectNotes([id], path))
  const lifted = new Set([key])
  let bounds = note.bounds
  return {
    get overlay(): Overlay {
      return { kind: 'resizing', note: { ...note, bounds }, lifted }
    },
    cursor: cursorOf(grip),
    drag({ isAlt }, at) {
      const on = isAlt ? Math.round : snap
      const { x, y } = level.offset
      bounds = resized(note, grip, canvasPoint(on(at.x - x) + x, on(at.y - y) + y))
    },
    drop() {
      const { left, top, right, bottom } = bounds
      const start = documentPoint(level, canvasPoint(left, top))
      // A frame has grown with what it holds; a note has not.
      const end =
        note.kind === 'frame'
          ? documentPoint(level, canvasPoint(right, bottom))
          : canvasPoint(start.x + right - left, start.y + bottom - top)
      resizeNote(inPlace(model, level), id, { left: start.x, top: start.y, right: end.x, bottom: end.y })
    },
    cancel() {
      model.select(before)
    }
  }
}

/** What the pointer looks like on a grip. */
export function cursorOf(grip: Grip): Cursor {
  switch (grip) {
    case 'n':
    case 's':
      return 'ns-resize'
    case 'e':
    case 'w':
      return 'ew-resize'
    case 'nw':
    case 'se':
      return 'nwse-resize'
    case 'ne':
    case 'sw':
      return 'nesw-resize'
    case 'body':
      return 'pointer'
  }
}
