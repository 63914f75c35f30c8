import { noteColors, type NoteColor } from '../../../core/document/records.ts'
import { addFrame, addNote, roomForNote, setNoteColor } from '../../canvas/edits/arrange/note-edits.ts'
import type { Editor } from '../../canvas/editor.ts'
import { notesOf } from '../../canvas/scene/scene-notes.ts'
import { selectNotes } from '../../canvas/selection.ts'
import { message } from '../../messages/message.ts'
import { onCanvas, type Command } from '../command.ts'

/** The one selected note or frame, where nothing else is selected. */
export function onlyNote({ model }: Editor): string | undefined {
  const { nodes, edges, notes } = model.selection
  const [note] = notes
  return nodes.size === 0 && edges.size === 0 && notes.size === 1 ? note : undefined
}

function colorCommand(color: NoteColor): Command {
  return {
    id: `note.color-${color}`,
    label: message(`command/note-${color}`),
    context: { on: ['note'], part: 'note' },
    isOn: ({ view: { editor } }) => {
      const { notes } = editor?.model.selection ?? { notes: new Set<string>() }
      return notes.size > 0 && [...notes].every(id => editor?.model.document.notes[id]?.color === color)
    },
    ...onCanvas(
      ({ model }) => setNoteColor(model, color),
      ({ model }) => model.selection.notes.size > 0
    )
  }
}

/** In the order of reading: from top to bottom, from left to right. */
function selectNext(editor: Editor): void {
  const { model } = editor
  const notes = [...notesOf(model.document, model.graph)].sort((a, b) => a.y - b.y || a.x - b.x)
  const current = notes.findIndex(note => model.selection.notes.has(note.id))
  const next = notes[(current + 1) % notes.length]
  if (next === undefined) return
  model.select(selectNotes([next.id]))
  editor.camera.reveal([next.id])
}

export const noteCommands: readonly Command[] = [
  {
    id: 'note.next',
    label: message('command/nextNote'),
    shortcut: 'Alt+n',
    ...onCanvas(selectNext, ({ model }) => notesOf(model.document, model.graph).length > 0)
  },
  {
    id: 'note.add',
    label: message('command/addNote'),
    shortcut: 'n',
    context: { on: ['canvas'], part: 'note' },
    ...onCanvas(editor => {
      const at = editor.positionInDocument
      editor.writing.beginNew(message('step/addNote'), () => addNote(editor.model, roomForNote(editor.model, at)))
    })
  },
  {
    id: 'note.frame',
    label: message('command/frameSelection'),
    shortcut: 'Shift+n',
    context: { on: ['canvas', 'node', 'note'], part: 'note' },
    ...onCanvas(editor => {
      const at = editor.positionInDocument
      editor.writing.beginNew(message('step/addFrame'), () => addFrame(editor.model, at))
    })
  },
  {
    id: 'note.edit',
    label: message('command/editNote'),
    shortcut: 'F2',
    context: { on: ['note'], part: 'note' },
    ...onCanvas(
      editor => {
        const note = onlyNote(editor)
        if (note !== undefined) editor.writing.begin(note)
      },
      editor => onlyNote(editor) !== undefined
    )
  },
  ...noteColors.map(colorCommand)
]
