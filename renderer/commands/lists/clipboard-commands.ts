import type { Editor } from '../../canvas/editor.ts'
import { copySelection, cutSelection } from '../../canvas/edits/clipboard.ts'
import { message } from '../../messages/message.ts'
import { isTextMarked, pasteText, putOnClipboard } from '../../state/drawing/clipboard.ts'
import { onCanvas, type Command } from '../command.ts'

function canCopy({ model }: Editor): boolean {
  const { nodes, notes } = model.selection
  return nodes.size + notes.size > 0 && !isTextMarked()
}

export const copyCommand: Command = {
  id: 'edit.copy',
  label: message('command/copy'),
  shortcut: '$mod+c',
  context: { on: ['node', 'note'], part: 'clipboard' },
  ...onCanvas(async ({ model }, studio) => {
    const fragment = copySelection(model)
    if (fragment !== undefined) await putOnClipboard(studio, fragment)
  }, canCopy)
}

export const cutCommand: Command = {
  id: 'edit.cut',
  label: message('command/cut'),
  shortcut: '$mod+x',
  context: { on: ['node', 'note'], part: 'clipboard' },
  ...onCanvas(async ({ model }, studio) => {
    const fragment = copySelection(model)
    if (fragment !== undefined && (await putOnClipboard(studio, fragment))) cutSelection(model)
  }, canCopy)
}

export const pasteCommand: Command = {
  id: 'edit.paste',
  label: message('command/paste'),
  shortcut: '$mod+v',
  context: { on: ['canvas', 'node', 'edge', 'note'], part: 'clipboard' },
  ...onCanvas(async (editor, studio) => {
    const text = await studio.attempt(message('clipboard/read'), () => navigator.clipboard.readText())
    if (text !== undefined) pasteText(studio, editor, text)
  })
}

/** The selection as text, between the places of one drawing, windows, and whatever else takes text. */
export const clipboardCommands: readonly Command[] = [copyCommand, cutCommand, pasteCommand]
