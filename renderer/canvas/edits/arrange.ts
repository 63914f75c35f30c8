import { message } from '../../messages/message.ts'
import type { EditorModel } from '../editor-model.ts'
import { layOut } from './lay-out.ts'

/** Lays the open graph out from top to bottom, in one step that can be undone. */
export function arrange(model: EditorModel): void {
  const positions = layOut(model.document, model.graph)
  model.edit(message('step/arrange'), draft => {
    for (const [node, position] of positions) draft.move(node, position)
  })
}
