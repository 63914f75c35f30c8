import type { Block, BlockId } from '../../graph/drawing.ts'
import { cleanName } from '../../graph/names.ts'
import type { Draft } from '../draft.ts'
import { instancesOf } from '../usages.ts'
import { parameterName } from './block-parameters.ts'

/**
 * Gives a definition another label or name. A name that only said the label follows it, and so do the names of instances
 * that only said the name.
 */
export function renameBlock(draft: Draft, id: BlockId, { label, name }: Partial<Pick<Block, 'label' | 'name'>>): void {
  const block = draft.document.blocks[id]
  if (block === undefined) return
  const isPlain = block.name.replace(/\d+$/, '') === nameOf(block.label).replace(/\d+$/, '')
  const next = name ?? (isPlain && label !== undefined ? nameOf(label) : block.name)
  draft.updateBlock(id, { name: next, label: label ?? block.label })
  if (next === block.name) return
  for (const node of instancesOf(draft.document, id)) {
    if (node.name.replace(/_?\d+$/, '') === block.name.replace(/\d+$/, '')) draft.rename(node.id, next)
  }
}

/** The word that stands for a label in paths: `residualBlock` for Residual block. */
function nameOf(label: string): string {
  return cleanName(parameterName(label) ?? '') ?? 'block'
}
