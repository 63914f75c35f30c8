import { places, type PlaceName } from '../state/view.svelte.ts'
import { onCanvas, menuCommand, type Command } from './command.ts'

function goCommand(place: PlaceName): Command {
  return menuCommand(`go.${place}`, {
    isEnabled: ({ project }) => project.isOpen,
    run: ({ view }) => view.show(place)
  })
}

export const viewCommands: readonly Command[] = [
  menuCommand(
    'view.zoomIn',
    onCanvas(editor => editor.zoomBy(1.25))
  ),
  menuCommand(
    'view.zoomOut',
    onCanvas(editor => editor.zoomBy(0.8))
  ),
  menuCommand(
    'view.fit',
    onCanvas(editor => editor.fit())
  ),
  ...places.map(goCommand)
]
