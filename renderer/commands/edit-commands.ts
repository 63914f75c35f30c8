import { removeSelection } from '../canvas/edits/remove-selection.ts'
import { isEmpty } from '../canvas/selection.ts'
import { menuCommand, onCanvas, type Command } from './command.ts'

export const editCommands: readonly Command[] = [
  menuCommand('edit.undo', {
    isEnabled: ({ project }) => project.isOpen && project.canUndo,
    run: ({ project }) => project.undo()
  }),
  menuCommand('edit.redo', {
    isEnabled: ({ project }) => project.isOpen && project.canRedo,
    run: ({ project }) => project.redo()
  }),
  menuCommand(
    'edit.delete',
    onCanvas(
      ({ model }) => removeSelection(model),
      ({ model }) => !isEmpty(model.selection)
    )
  ),
  menuCommand(
    'edit.selectAll',
    onCanvas(({ model, scene }) =>
      model.select({
        nodes: new Set(scene.nodes.keys()),
        edges: new Set(scene.edges.keys()),
        notes: new Set(scene.notes.keys())
      })
    )
  )
]
