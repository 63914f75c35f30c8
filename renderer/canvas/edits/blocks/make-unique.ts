import { makeUnique, sharedInstances } from '../../../../core/document/blocks/make-unique.ts'
import { message } from '../../../messages/message.ts'
import type { EditorModel } from '../../editor-model.ts'
import { editGraph } from '../arrange/placement.ts'

export function canMakeUnique({ document, selection }: EditorModel): boolean {
  return sharedInstances(document, selection.nodes).length > 0
}

/** Gives the selected instances definitions of their own. */
export function makeSelectionUnique(model: EditorModel): void {
  const { document, selection } = model
  const count = sharedInstances(document, selection.nodes).length
  editGraph(model, message('step/makeUnique', { count }), draft => {
    makeUnique(draft, selection.nodes)
  })
}
