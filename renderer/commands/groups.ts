import { message } from '../messages/message.ts'
import type { Command } from './command.ts'

/** Commands as they stand together in the palette and on the sheet, by the first part of their ids. */
const groups = [
  { id: 'view', label: message('group/view') },
  { id: 'go', label: message('group/go') },
  { id: 'edit', label: message('group/edit') },
  { id: 'arrange', label: message('group/arrange') },
  { id: 'note', label: message('group/note') },
  { id: 'block', label: message('group/block') },
  { id: 'walk', label: message('group/walk') },
  { id: 'train', label: message('group/train') },
  { id: 'file', label: message('group/file') },
  { id: 'help', label: message('group/help') }
] as const

export type CommandGroup = (typeof groups)[number]

/** Undefined for a command whose id begins as no group's does; a test finds such. */
export function groupOf(command: Command): CommandGroup | undefined {
  return groups.find(group => command.id.startsWith(`${group.id}.`))
}

export function inGroups(
  commands: readonly Command[]
): readonly { readonly group: CommandGroup; readonly commands: readonly Command[] }[] {
  return groups
    .map(group => ({ group, commands: commands.filter(command => groupOf(command) === group) }))
    .filter(each => each.commands.length > 0)
}
