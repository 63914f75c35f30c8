import { blocksInside, foldedBySelection, isUnfoldable, selectedBlocks, unfoldedInside } from '../../canvas/folding.ts'
import { message } from '../../messages/message.ts'
import { onCanvas, type Command } from '../command.ts'

export const foldCommands: readonly Command[] = [
  {
    id: 'view.unfold',
    label: message('command/unfold'),
    shortcut: 'u',
    context: { on: ['node'], part: 'open' },
    ...onCanvas(
      editor => editor.unfold(selectedBlocks(editor.model)),
      ({ model }) => isUnfoldable(model)
    )
  },
  {
    id: 'view.fold',
    label: message('command/fold'),
    shortcut: 'Shift+u',
    context: { on: ['node'], part: 'open' },
    ...onCanvas(
      editor => editor.fold(foldedBySelection(editor.model)),
      ({ model }) => foldedBySelection(model).length > 0
    )
  },
  {
    id: 'view.unfoldAll',
    label: message('command/unfoldAll'),
    context: { on: ['canvas'], part: 'open' },
    ...onCanvas(
      editor => {
        editor.unfold(blocksInside(editor.model.document, editor.model.shown))
        editor.fit()
      },
      ({ model: { document, shown, unfolded } }) =>
        blocksInside(document, shown).some(block => !unfolded.has(block.join('/')))
    )
  },
  {
    id: 'view.foldAll',
    label: message('command/foldAll'),
    context: { on: ['canvas'], part: 'open' },
    ...onCanvas(
      editor => {
        editor.fold(unfoldedInside(editor.model))
        editor.fit()
      },
      ({ model }) => unfoldedInside(model).length > 0
    )
  }
]
