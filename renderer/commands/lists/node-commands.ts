import { canBypass, isBypassed, toggleBypass } from '../../canvas/edits/bypass.ts'
import { canReplace } from '../../canvas/edits/replace-nodes.ts'
import { removeSelection } from '../../canvas/edits/remove-selection.ts'
import type { Editor } from '../../canvas/editor.ts'
import { offerAt, offerNext, offerOnEdge, offerReplacement } from '../../canvas/menus/offer-menus.ts'
import { message } from '../../messages/message.ts'
import { onCanvas, type Command } from '../command.ts'

/** What is done to layers, and where the canvas's menus open. */
export const nodeCommands: readonly Command[] = [
  {
    id: 'edit.add',
    label: message('command/add'),
    shortcut: 'a',
    context: { on: ['canvas', 'node'], part: 'add' },
    ...onCanvas(addHere)
  },
  {
    id: 'edit.insert',
    label: message('command/insert'),
    context: { on: ['edge'], part: 'add' },
    ...onCanvas(offerOnEdge, ({ model }) => model.selection.edges.size === 1)
  },
  {
    id: 'edit.replace',
    label: message('command/replace'),
    shortcut: 'r',
    context: { on: ['node'], part: 'change' },
    ...onCanvas(
      editor => offerReplacement(editor),
      ({ model }) => canReplace(model, model.selection.nodes)
    )
  },
  {
    id: 'edit.bypass',
    label: message('command/bypass'),
    shortcut: 'b',
    context: { on: ['node'], part: 'change' },
    isOn: ({ view: { editor } }) => editor !== undefined && isBypassed(editor.model, editor.model.selection.nodes),
    ...onCanvas(
      ({ model }) => toggleBypass(model, model.selection.nodes),
      ({ model }) => {
        const { nodes } = model.selection
        return nodes.size > 0 && [...nodes].every(node => canBypass(model, node))
      }
    )
  },
  {
    id: 'edit.deleteLeavingGap',
    label: message('command/deleteLeavingGap'),
    shortcut: 'Shift+Delete',
    otherShortcuts: ['Shift+Backspace'],
    context: { on: ['node'], part: 'delete' },
    ...onCanvas(
      ({ model }) => removeSelection(model, { leavesGap: true }),
      ({ model }) => model.selection.nodes.size > 0
    )
  },
  {
    id: 'edit.contextMenu',
    label: message('command/contextMenu'),
    shortcut: 'Shift+F10',
    otherShortcuts: ['ContextMenu'],
    ...onCanvas(editor => editor.openContextMenu())
  }
]

/** Where empty canvas was pointed at, there; otherwise after what is selected. */
function addHere(editor: Editor): void {
  const { menu } = editor
  if (menu?.kind === 'context' && menu.target === 'canvas') offerAt(editor, menu.at)
  else offerNext(editor)
}
