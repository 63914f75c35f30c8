import type { MenuCommandId } from '../../core/menu.ts'
import { places, type CanvasActions, type PlaceName } from '../state/view.svelte.ts'
import { menuCommand, type Command } from './command.ts'

function canvasCommand(id: MenuCommandId, action: (canvas: CanvasActions) => void): Command {
  return menuCommand(id, {
    isEnabled: ({ view }) => view.canvas !== undefined,
    run: ({ view }) => {
      if (view.canvas !== undefined) action(view.canvas)
    }
  })
}

function goCommand(place: PlaceName): Command {
  return menuCommand(`go.${place}`, {
    isEnabled: ({ project }) => project.isOpen,
    run: ({ view }) => view.show(place)
  })
}

export const viewCommands: readonly Command[] = [
  canvasCommand('view.zoomIn', canvas => canvas.zoomIn()),
  canvasCommand('view.zoomOut', canvas => canvas.zoomOut()),
  canvasCommand('view.fit', canvas => canvas.fit()),
  ...places.map(goCommand)
]
