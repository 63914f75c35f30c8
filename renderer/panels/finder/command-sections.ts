import { commands, findCommand } from '../../commands/catalogue.ts'
import type { Command } from '../../commands/command.ts'
import { groupOf, inGroups } from '../../commands/groups.ts'
import { runCommand } from '../../commands/run-command.ts'
import { message } from '../../messages/message.ts'
import type { Studio } from '../../state/studio.svelte.ts'
import type { FinderItem, FinderSection } from './finder-item.ts'
import { plain } from './fuzzy.ts'
import { recentCommands, rememberCommand } from './recent-commands.ts'

function commandItem(command: Command, studio: Studio): FinderItem {
  const isDisabled = !command.isEnabled(studio)
  const isElsewhere = command.isOfCanvas === true && studio.view.editor === undefined
  return {
    id: command.id,
    text: command.label,
    note: isDisabled && isElsewhere ? message('finder/inDesign') : undefined,
    shortcut: command.shortcut ?? command.otherShortcuts?.[0],
    found: [plain(command.label), plain(groupOf(command)?.label ?? '')],
    isDisabled,
    run() {
      rememberCommand(command.id)
      return runCommand(command, studio)
    }
  }
}

/** Without words: what was used lately, then all by their groups. With words: one list, best first. */
export function commandSections(studio: Studio, hasWords: boolean): readonly FinderSection[] {
  // Only the finder's own key leads here.
  const offered = commands.filter(({ id }) => id !== 'view.commands')
  if (hasWords) {
    const items = offered.map(command => commandItem(command, studio))
    return [{ id: 'commands', label: message('finder/commands'), items, most: 12 }]
  }
  const recent = recentCommands().flatMap(id => findCommand(id) ?? [])
  const lately = recent.map(command => ({ ...commandItem(command, studio), id: `recent ${command.id}` }))
  const groups = inGroups(offered.filter(({ row }) => row === undefined)).map(({ group, commands: inGroup }) => ({
    id: group.id,
    label: group.label,
    items: inGroup.map(command => commandItem(command, studio)),
    most: Infinity
  }))
  return [{ id: 'recent', label: message('finder/recent'), items: lately, most: 5 }, ...groups]
}
