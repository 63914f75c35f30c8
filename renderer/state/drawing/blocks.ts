import { duplicateBlock } from '../../../core/document/blocks/make-unique.ts'
import { stillUsed } from '../../../core/document/blocks/problems.ts'
import { fragmentOfBlock } from '../../../core/document/blocks/fragments/fragment.ts'
import { removeUnusedBlocks } from '../../../core/document/blocks/unused-blocks.ts'
import { createDocument, emptyDrawing } from '../../../core/document/create-document.ts'
import { instancesOf } from '../../../core/document/usages.ts'
import type { Block, BlockDefinition, BlockId } from '../../../core/graph/drawing.ts'
import { withDefinitions } from '../../../core/graph/graph-builder.ts'
import { message } from '../../messages/message.ts'
import { putOnClipboard, tellProblem } from './clipboard.ts'
import type { Studio } from '../studio.svelte.ts'

/** Puts a definition on the clipboard, for this project or another one; a built-in one need not be in use. */
export async function copyBlock(studio: Studio, block: Block, builtIn?: BlockDefinition): Promise<void> {
  const { project, toasts } = studio
  const isHere = Object.hasOwn(project.document.blocks, block.id)
  const document =
    isHere || builtIn === undefined
      ? project.document
      : createDocument(project.document.name, withDefinitions(emptyDrawing, [builtIn]))
  const fragment = fragmentOfBlock(document, block.id)
  if (fragment !== undefined && (await putOnClipboard(studio, fragment))) {
    toasts.show({ tone: 'good', text: message('clipboard/copiedBlock', { label: block.label }) })
  }
}

/** A second definition like this one; nothing follows it yet. */
export function duplicateDefinition({ project }: Studio, { id, label }: Block): void {
  project.edit(message('step/duplicateBlock', { label }), draft => {
    duplicateBlock(draft, id)
  })
}

/** Deletes a definition, or says that something still follows it. */
export function deleteBlock({ project, toasts }: Studio, id: BlockId): void {
  const block = project.document.blocks[id]
  if (block === undefined) return
  const { label } = block
  const count = instancesOf(project.document, id).length
  if (count > 0) tellProblem(toasts, stillUsed({ path: label }, { label, count }))
  else project.edit(message('step/deleteBlock', { label }), draft => draft.removeBlock(id))
}

export function deleteUnused({ project }: Studio): void {
  project.edit(message('step/deleteUnused'), removeUnusedBlocks)
}
