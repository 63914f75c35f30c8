import { commands } from '../../commands/catalogue.ts'
import { shortcutsOf } from '../../commands/command-of-key.ts'
import type { Command } from '../../commands/command.ts'
import { inGroups } from '../../commands/groups.ts'
import { heldKeys, shortcutText } from '../../commands/shortcut-text.ts'
import { message } from '../../messages/message.ts'

export interface ShortcutRow {
  readonly text: string
  /** Any of them does it. */
  readonly keys: readonly string[]
}

export interface ShortcutGroup {
  readonly id: string
  readonly label: string
  readonly rows: readonly ShortcutRow[]
}

const pointerActions = [
  'select',
  'selectMore',
  'frame',
  'move',
  'copy',
  'unsnapped',
  'connect',
  'offers',
  'replug',
  'insert',
  'add',
  'menu',
  'open',
  'pan',
  'zoom'
] as const

/** Every key and every gesture of the window, from the catalogue of commands. */
export function shortcutGroups(): readonly ShortcutGroup[] {
  const withKeys = commands.filter(command => shortcutsOf(command).length > 0)
  const groups = inGroups(withKeys).map(({ group, commands: inGroup }) => ({ ...group, rows: rowsOf(inGroup) }))
  const pointer = pointerActions.map(action => ({
    text: message(`pointer/${action}`),
    keys: [message(`pointer/${action}How`, heldKeys)]
  }))
  return [...groups, { id: 'pointer', label: message('group/pointer'), rows: pointer }]
}

/** Further ones are there for other keyboards. */
const mostKeys = 2

/** One row for each command, and one for all that share a row. */
function rowsOf(inGroup: readonly Command[]): readonly ShortcutRow[] {
  const rows = new Map<string, readonly string[]>()
  for (const command of inGroup) {
    const text = command.row ?? command.label
    rows.set(text, [...(rows.get(text) ?? []), ...shortcutsOf(command).slice(0, mostKeys).map(shortcutText)])
  }
  return [...rows].map(([text, keys]) => ({ text, keys: joined(keys) }))
}

/** `Ctrl+←`, `Ctrl+→` are read as one: `Ctrl+← → ↑ ↓`. */
function joined(keys: readonly string[]): readonly string[] {
  const arrow = /[←→↑↓]$/
  const [first] = keys
  if (first === undefined || !keys.every(key => arrow.test(key))) return keys
  return [[first.replace(arrow, ''), keys.map(key => key.slice(-1)).join(' ')].join('')]
}
