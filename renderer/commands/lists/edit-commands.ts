import { duplicateSelection } from '../../canvas/edits/clipboard.ts'
import { removeSelection } from '../../canvas/edits/remove-selection.ts'
import { isEmpty } from '../../canvas/selection.ts'
import { message } from '../../messages/message.ts'
import { stepShown } from '../../state/drawing/show-change.ts'
import { menuCommand, onCanvas, type Command } from '../command.ts'

export const editCommands: readonly Command[] = [
  menuCommand('edit.undo', {
    isEnabled: ({ project }) => project.isOpen && project.canUndo,
    run: studio => stepShown(studio, () => studio.project.undo())
  }),
  menuCommand('edit.redo', {
    otherShortcuts: ['$mod+y'],
    isEnabled: ({ project }) => project.isOpen && project.canRedo,
    run: studio => stepShown(studio, () => studio.project.redo())
  }),
  menuCommand('edit.delete', {
    otherShortcuts: ['Backspace'],
    context: { on: ['node', 'edge', 'note'], part: 'delete' },
    ...onCanvas(
      ({ model }) => removeSelection(model),
      ({ model }) => !isEmpty(model.selection)
    )
  }),
  {
    id: 'edit.duplicate',
    label: message('command/duplicate'),
    shortcut: '$mod+d',
    context: { on: ['node', 'note'], part: 'clipboard' },
    ...onCanvas(
      ({ model }) => duplicateSelection(model),
      ({ model }) => model.selection.nodes.size > 0
    )
  },
  {
    id: 'edit.connect',
    label: message('command/connect'),
    shortcut: 'c',
    context: { on: ['node'], part: 'change' },
    ...onCanvas(
      (_, { view }) => {
        view.dialog = 'connect'
      },
      ({ model }) => model.selection.nodes.size === 1
    )
  },
  menuCommand('edit.find', {
    isEnabled: ({ project }) => project.isOpen,
    run: ({ view }) => {
      view.dialog = 'layers'
    }
  }),
  menuCommand('edit.selectAll', {
    context: { on: ['canvas'], part: 'see' },
    ...onCanvas(({ model, scene }) =>
      model.select({
        nodes: new Set(scene.nodes.keys()),
        edges: new Set(scene.edges.keys()),
        notes: new Set(scene.notes.keys())
      })
    )
  })
]
