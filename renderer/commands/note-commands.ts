import { noteColours, type NoteColour } from '../../core/document/records.ts'
import { addFrame, addNote, setNoteColour } from '../canvas/edits/note-edits.ts'
import type { Editor } from '../canvas/editor.ts'
import { message } from '../messages/message.ts'
import { onCanvas, type Command } from './command.ts'

/** The one selected note or frame, where nothing else is selected. */
export function onlyNote({ model }: Editor): string | undefined {
  const { nodes, edges, notes } = model.selection
  const [note] = notes
  return nodes.size === 0 && edges.size === 0 && notes.size === 1 ? note : undefined
}

function colourCommand(colour: NoteColour): Command {
  return {
    id: `note.colour-${colour}`,
    label: message(`command/note-${colour}`),
    context: { on: ['note'], part: 'note' },
    isOn: ({ view: { editor } }) => {
      const { notes } = editor?.model.selection ?? { notes: new Set<string>() }
      return notes.size > 0 && [...notes].every(id => editor?.model.document.notes[id]?.colour === colour)
    },
    ...onCanvas(
      ({ model }) => setNoteColour(model, colour),
      ({ model }) => model.selection.notes.size > 0
    )
  }
}

export const noteCommands: readonly Command[] = [
  {
    id: 'note.add',
    label: message('command/addNote'),
    shortcut: 'n',
    context: { on: ['canvas'], part: 'note' },
    ...onCanvas(editor => editor.write(addNote(editor.model, editor.placeForNew)))
  },
  {
    id: 'note.frame',
    label: message('command/frameSelection'),
    shortcut: 'Shift+n',
    context: { on: ['canvas', 'node', 'note'], part: 'note' },
    ...onCanvas(editor => editor.write(addFrame(editor.model, editor.placeForNew)))
  },
  {
    id: 'note.edit',
    label: message('command/editNote'),
    shortcut: 'F2',
    context: { on: ['note'], part: 'note' },
    ...onCanvas(
      editor => {
        const note = onlyNote(editor)
        if (note !== undefined) editor.write(note)
      },
      editor => onlyNote(editor) !== undefined
    )
  },
  ...noteColours.map(colourCommand)
]
