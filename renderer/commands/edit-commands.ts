import { menuCommand, type Command } from './command.ts'

export const editCommands: readonly Command[] = [
  menuCommand('edit.undo', {
    isEnabled: ({ project }) => project.isOpen && project.canUndo,
    run: ({ project }) => project.undo()
  }),
  menuCommand('edit.redo', {
    isEnabled: ({ project }) => project.isOpen && project.canRedo,
    run: ({ project }) => project.redo()
  }),
  menuCommand('edit.delete', {
    isEnabled: ({ view }) => view.canvas?.canDelete ?? false,
    run: ({ view }) => view.canvas?.deleteSelection()
  }),
  menuCommand('edit.selectAll', {
    isEnabled: ({ view }) => view.canvas !== undefined,
    run: ({ view }) => view.canvas?.selectAll()
  })
]
