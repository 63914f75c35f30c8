import { message } from '../messages/message.ts'
import { onCanvas, type Command } from './command.ts'

/** What is done to layers, and where the canvas's menus open. */
export const nodeCommands: readonly Command[] = [
  {
    id: 'edit.contextMenu',
    label: message('command/contextMenu'),
    shortcut: 'Shift+F10',
    otherShortcuts: ['ContextMenu'],
    ...onCanvas(editor => editor.openContextMenu())
  }
]
