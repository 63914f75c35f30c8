import type { Studio } from '../state/studio.svelte.ts'
import { commands } from './catalogue.ts'
import type { Command } from './command.ts'
import { isPress, type KeyPress } from './key-press.ts'

/** The command that a key runs now, among those whose keys `isHeard` lets through; of several the first that is enabled. */
export function commandOfKey(
  press: KeyPress,
  studio: Studio,
  isHeard: (shortcut: string) => boolean = () => true
): Command | undefined {
  return commands.find(
    command =>
      shortcutsOf(command).some(shortcut => isPress(shortcut, press) && isHeard(shortcut)) && command.isEnabled(studio)
  )
}

export function shortcutsOf({ shortcut, otherShortcuts = [] }: Command): readonly string[] {
  return shortcut === undefined ? otherShortcuts : [shortcut, ...otherShortcuts]
}
