import type { MenuCommandId } from '../../core/menu.ts'
import { assert } from '../../core/assert.ts'
import { arrangeCommands } from './arrange-commands.ts'
import type { Command } from './command.ts'
import { blockCommands } from './block-commands.ts'
import { clipboardCommands } from './clipboard-commands.ts'
import { editCommands } from './edit-commands.ts'
import { foldCommands } from './fold-commands.ts'
import { figureCommands } from './figure-commands.ts'
import { helpCommands } from './help-commands.ts'
import { nodeCommands } from './node-commands.ts'
import { noteCommands } from './note-commands.ts'
import { outputsCommands } from './outputs-commands.ts'
import { projectCommands } from './project-commands.ts'
import { seeingCommands } from './seeing-commands.ts'
import { trainCommands } from './train-commands.ts'
import { viewCommands } from './view-commands.ts'
import { walkCommands } from './walk-commands.ts'

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
  ...viewCommands,
  ...foldCommands,
  ...seeingCommands,
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
