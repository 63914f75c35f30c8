import { paste } from '../../../core/document/blocks/fragments/paste.ts'
import { message } from '../../messages/message.ts'
import type { EditorModel } from '../editor-model.ts'
import { emptySelection } from '../selection.ts'
import { copySelection } from './clipboard.ts'
import { editGraph } from './arrange/placement.ts'

/** Puts a copy of the selection so far from it, whatever stands there, and selects the copy. */
export function copySelectionBy(model: EditorModel, x: number, y: number): void {
  const { graph, path, selection } = model
  const fragment = copySelection(model)
  if (fragment === undefined) return
  let copy = emptySelection
  editGraph(model, message('step/duplicate', { count: selection.nodes.size + selection.notes.size }), draft => {
    const { nodes, notes } = paste(draft, fragment, graph)
    for (const [original, node] of nodes) {
      const position = fragment.positions[original]
      if (position !== undefined) draft.move(node, { x: position.x + x, y: position.y + y })
    }
    for (const [original, note] of notes) {
      const record = fragment.notes[original]
      if (record !== undefined) draft.updateNote(note, { x: record.x + x, y: record.y + y })
    }
    copy = { ...emptySelection, nodes: new Set(nodes.values()), notes: new Set(notes.values()), path }
  })
  model.select(copy)
}
