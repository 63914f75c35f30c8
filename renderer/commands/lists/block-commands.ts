import { unusedBlocks } from '../../../core/document/blocks/unused-blocks.ts'
import type { Block } from '../../../core/graph/drawing.ts'
import { blockMeant } from '../../canvas/edits/blocks/block-meant.ts'
import type { Editor } from '../../canvas/editor.ts'
import { groupSelection } from '../../canvas/edits/blocks/group-selection.ts'
import { canMakeUnique, makeSelectionUnique } from '../../canvas/edits/blocks/make-unique.ts'
import { ungroupSelection } from '../../canvas/edits/blocks/ungroup-selection.ts'
import { message } from '../../messages/message.ts'
import { copyBlock, deleteUnused, duplicateDefinition } from '../../state/drawing/blocks.ts'
import { tellProblem } from '../../state/drawing/clipboard.ts'
import type { Studio } from '../../state/studio.svelte.ts'
import { onCanvas, type Command } from '../command.ts'

/** Does something with the definition of the selected instance, or of the open block. */
function onBlock(does: (block: Block, studio: Studio, editor: Editor) => void | Promise<void>) {
  return onCanvas(
    (editor, studio) => {
      const block = blockMeant(editor.model)
      return block === undefined ? undefined : does(block, studio, editor)
    },
    ({ model }) => blockMeant(model) !== undefined
  )
}

/** What is done with blocks: nodes that become one, one that becomes nodes, and their definitions. */
export const blockCommands: readonly Command[] = [
  {
    id: 'block.group',
    label: message('command/group'),
    shortcut: '$mod+g',
    context: { on: ['node'], part: 'block' },
    ...onCanvas(
      ({ model }, { toasts }) => {
        const problem = groupSelection(model)
        if (problem !== undefined) tellProblem(toasts, problem)
      },
      ({ model }) => model.selection.nodes.size > 0
    )
  },
  {
    id: 'block.ungroup',
    label: message('command/ungroup'),
    shortcut: '$mod+Shift+g',
    context: { on: ['node'], part: 'block' },
    ...onCanvas(
      ({ model }, { toasts }) => {
        const problem = ungroupSelection(model)
        if (problem !== undefined) tellProblem(toasts, problem)
      },
      ({ model: { document, selection } }) =>
        [...selection.nodes].some(id => Object.hasOwn(document.blocks, document.nodes[id]?.block ?? ''))
    )
  },
  {
    id: 'block.makeUnique',
    label: message('command/makeUnique'),
    shortcut: '$mod+Alt+k',
    context: { on: ['node'], part: 'block' },
    ...onCanvas(
      ({ model }) => makeSelectionUnique(model),
      ({ model }) => canMakeUnique(model)
    )
  },
  {
    id: 'block.rename',
    label: message('command/renameBlock'),
    shortcut: '$mod+r',
    context: { on: ['node'], part: 'block' },
    ...onBlock((_, { view }) => view.ask('blockName'))
  },
  {
    id: 'block.usages',
    label: message('command/findUsages'),
    shortcut: '$mod+u',
    context: { on: ['node'], part: 'block' },
    ...onBlock((_, { view }) => view.ask('blockUsages'))
  },
  {
    id: 'block.copy',
    label: message('command/copyBlock'),
    context: { on: ['node'], part: 'block' },
    ...onBlock((block, studio) => copyBlock(studio, block))
  },
  {
    id: 'block.duplicate',
    label: message('command/duplicateBlock'),
    ...onBlock((block, studio) => duplicateDefinition(studio, block))
  },
  {
    id: 'block.deleteUnused',
    label: message('command/deleteUnused'),
    ...onCanvas(
      (_, studio) => deleteUnused(studio),
      ({ model }) => unusedBlocks(model.document).length > 0
    )
  }
]
