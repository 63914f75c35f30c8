import { tinykeys } from 'tinykeys'
import type { Studio } from '../state/studio.svelte.ts'
import { commands } from './catalogue.ts'
import { runCommand } from './run-command.ts'

/** Lets the commands' shortcuts run them. Returns what ends it. */
export function bindKeys(target: Window, studio: Studio): () => void {
  const bindings = Object.fromEntries(
    commands.flatMap(command => {
      const { shortcut } = command
      if (shortcut === undefined) return []
      const press = (event: KeyboardEvent) => {
        if (belongsToField(event, shortcut, command.id) || isBehindDialog()) return
        event.preventDefault()
        void runCommand(command, studio)
      }
      return [[shortcut, press]]
    })
  )
  // Which keys a field keeps is decided above, for each command.
  return tinykeys(target, bindings, { ignore: event => event.isComposing })
}

/** A text field keeps its own undo, select all and delete, and every plain letter. */
function belongsToField(event: KeyboardEvent, shortcut: string, id: string): boolean {
  const { target } = event
  if (!(target instanceof HTMLElement)) return false
  const isField = target.isContentEditable || target.matches('input:not([type=range]):not([type=checkbox]), textarea')
  return isField && (id.startsWith('edit.') || !shortcut.includes('$mod'))
}

function isBehindDialog(): boolean {
  return document.querySelector('[role=dialog][data-state=open], [role=alertdialog][data-state=open]') !== null
}
