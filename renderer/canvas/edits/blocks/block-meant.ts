import type { Block } from '../../../../core/graph/drawing.ts'
import type { EditorModel } from '../../editor-model.ts'

/** The definition that is meant: of the one selected instance, or of the block that is open while nothing is selected. */
export function blockMeant({ document, graph, selection }: EditorModel): Block | undefined {
  const [only, ...more] = selection.nodes
  if (only !== undefined && more.length > 0) return undefined
  if (only !== undefined) return document.blocks[document.nodes[only]?.block ?? '']
  return Object.values(document.blocks).find(block => block.graph === graph)
}
