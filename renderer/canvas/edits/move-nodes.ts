import type { HistoryPolicy } from '../../../core/document/history.ts'
import type { NodeId } from '../../../core/graph/drawing.ts'
import { message } from '../../messages/message.ts'
import type { EditorModel } from '../editor-model.ts'
import { editGraph } from './placement.ts'

export function moveNodes(
  model: EditorModel,
  nodes: ReadonlySet<NodeId>,
  x: number,
  y: number,
  policy?: HistoryPolicy
): void {
  if (x === 0 && y === 0) return
  editGraph(
    model,
    message('step/move', { count: nodes.size }),
    draft => {
      for (const node of nodes) {
        const position = draft.document.positions[node]
        if (position !== undefined) draft.move(node, { x: position.x + x, y: position.y + y })
      }
    },
    policy
  )
}
