import type { MenuCommandId } from '../../core/host/menu.ts'
import { assert } from '../../core/assert.ts'
import { arrangeCommands } from './lists/arrange-commands.ts'
import type { Command } from './command.ts'
import { blockCommands } from './lists/block-commands.ts'
import { clipboardCommands } from './lists/clipboard-commands.ts'
import { edgeCommands } from './lists/edge-commands.ts'
import { editCommands } from './lists/edit-commands.ts'
import { foldCommands } from './lists/view/fold-commands.ts'
import { figureCommands } from './lists/figure-commands.ts'
import { helpCommands } from './lists/help-commands.ts'
import { nodeCommands } from './lists/node-commands.ts'
import { noteCommands } from './lists/note-commands.ts'
import { outputsCommands } from './lists/view/outputs-commands.ts'
import { projectCommands } from './lists/project-commands.ts'
import { lensCommands } from './lists/view/lens-commands.ts'
import { trainCommands } from './lists/train-commands.ts'
import { viewCommands } from './lists/view/view-commands.ts'
import { walkCommands } from './lists/view/walk-commands.ts'

/** All commands of the window. */
export const commands: readonly Command[] = [
  ...projectCommands,
  ...editCommands,
  ...clipboardCommands,
  ...nodeCommands,
  ...blockCommands,
  ...arrangeCommands,
  ...noteCommands,
  ...walkCommands,
  ...edgeCommands,
  ...viewCommands,
  ...foldCommands,
  ...lensCommands,
  ...outputsCommands,
  ...figureCommands,
  ...trainCommands,
  ...helpCommands
]

const byId = new Map(commands.map(command => [command.id, command]))

export function findCommand(id: string): Command | undefined {
  return byId.get(id)
}

export function menuCommandOf(id: MenuCommandId): Command {
  const command = byId.get(id)
  assert(command !== undefined, `The window does not have the menu's command ${id}.`)
  return command
}
