import type { Studio } from '../state/studio.svelte.ts'
import { commandOfKey } from './command-of-key.ts'
import { parseShortcut, type KeyPress } from './key-press.ts'
import { runCommand } from './run-command.ts'
import { isMac } from './shortcut-text.ts'

/** Lets the commands' shortcuts run them. Returns what ends it. */
export function bindKeys(target: Window, studio: Studio): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || isBehindDialog()) return
    const command = commandOfKey(pressOf(event), studio, shortcut => isHeard(shortcut, event.target))
    if (command === undefined) return
    event.preventDefault()
    settleField(event.target)
    void runCommand(command, studio)
  }
  target.addEventListener('keydown', press)
  return () => target.removeEventListener('keydown', press)
}

/** What is typed so far counts for a command as it would for a press of its button, which takes the focus. */
function settleField(focus: EventTarget | null): void {
  if (!(focus instanceof HTMLElement) || !focus.matches(textFields)) return
  focus.blur()
  if (focus.isConnected) focus.focus()
}

function pressOf({ key, code, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): KeyPress {
  return { key, code, isShift: shiftKey, isAlt: altKey, isModified: isMac ? metaKey : ctrlKey }
}

/** Whether a command may have this key while the focus is there, or the element needs it for itself. */
function isHeard(shortcut: string, focus: EventTarget | null): boolean {
  if (!(focus instanceof HTMLElement)) return true
  const { key, isModified } = parseShortcut(shortcut)
  if (focus.closest('[data-canvas]') !== null) return true
  // No element needs it: it leads from one part of the window to the next.
  if (key === 'F6') return true
  if (key === 'Tab') return false
  // Nothing has the focus, so nothing needs the key.
  if (focus === document.body) return true
  if (focus.isContentEditable || focus.matches(textFields)) return isModified && !fieldKeys.has(key.toLowerCase())
  if (focus.closest(ownKeys) !== null && !isModified) return false
  return isModified ? !key.startsWith('Arrow') : !pressingKeys.has(key)
}

const textFields = 'input:not([type=range]):not([type=checkbox]), textarea'
/** With Control or Command, a text field means these itself. */
const fieldKeys: ReadonlySet<string> = new Set(
  ['a', 'c', 'x', 'v', 'z', 'y', 'd', 'arrowleft', 'arrowright', 'arrowup', 'arrowdown', 'backspace', 'delete'] // prettier-ignore
)
/** Lists and trees look for what begins with a letter. */
const ownKeys = '[role=listbox], [role=tree], [role=menu], [role=option], [role=radiogroup]'
/** What moves the focus, or presses what has it. */
const pressingKeys: ReadonlySet<string> = new Set(
  ['Enter', ' ', 'Escape', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'] // prettier-ignore
)

function isBehindDialog(): boolean {
  return document.querySelector('[role=dialog][data-state=open], [role=alertdialog][data-state=open]') !== null
}
