import {
  blocksInside,
  foldedBySelection,
  isUnfoldable,
  repeatedBlocks,
  selectedBlocks,
  unfoldedInside
} from '../../../canvas/folding.ts'
import { pathKey } from '../../../canvas/graph-position.ts'
import { message } from '../../../messages/message.ts'
import { onCanvas, type Command } from '../../command.ts'

export const foldCommands: readonly Command[] = [
  {
    id: 'view.unfold',
    label: message('command/unfold'),
    shortcut: 'u',
    context: { on: ['node'], part: 'open' },
    ...onCanvas(
      editor => editor.folds.unfold(selectedBlocks(editor.model)),
      ({ model }) => isUnfoldable(model)
    )
  },
  {
    id: 'view.fold',
    label: message('command/fold'),
    shortcut: 'Shift+u',
    context: { on: ['node'], part: 'open' },
    ...onCanvas(
      editor => editor.folds.fold(foldedBySelection(editor.model)),
      ({ model }) => foldedBySelection(model).length > 0
    )
  },
  {
    id: 'view.allRepeats',
    label: message('command/allRepeats'),
    shortcut: 'Shift+r',
    context: { on: ['node', 'canvas'], part: 'open' },
    ...onCanvas(
      editor => editor.folds.showRepeats(repeatedBlocks(editor.model), 'all'),
      ({ model }) => repeatedBlocks(model).some(block => model.unfolded.get(pathKey(block)) !== 'all')
    )
  },
  {
    id: 'view.firstRepeat',
    label: message('command/firstRepeat'),
    shortcut: 'Alt+r',
    context: { on: ['node', 'canvas'], part: 'open' },
    ...onCanvas(
      editor => {
        const { unfolded } = editor.model
        const all = repeatedBlocks(editor.model).filter(block => unfolded.get(pathKey(block)) === 'all')
        editor.folds.showRepeats(all, 'first')
      },
      ({ model }) => repeatedBlocks(model).some(block => model.unfolded.get(pathKey(block)) === 'all')
    )
  },
  {
    id: 'view.unfoldAll',
    label: message('command/unfoldAll'),
    context: { on: ['canvas'], part: 'open' },
    ...onCanvas(
      editor => {
        const { document, shown, unfolded } = editor.model
        editor.folds.unfold(blocksInside(document, shown, unfolded))
        editor.camera.fit()
      },
      ({ model: { document, shown, unfolded } }) =>
        blocksInside(document, shown, unfolded).some(block => !unfolded.has(pathKey(block)))
    )
  },
  {
    id: 'view.foldAll',
    label: message('command/foldAll'),
    context: { on: ['canvas'], part: 'open' },
    ...onCanvas(
      editor => {
        editor.folds.fold(unfoldedInside(editor.model))
        editor.camera.fit()
      },
      ({ model }) => unfoldedInside(model).length > 0
    )
  }
]
