import { message } from '../messages/message.ts'
import { parseShortcut } from './key-press.ts'

export const isMac = /mac/i.test(globalThis.navigator?.platform ?? '')

/** The keys that are held while another is pressed, or the pointer used, as they are called on this machine. */
export const heldKeys = isMac
  ? { control: '⌘', alt: '⌥', shift: '⇧' }
  : { control: message('key/control'), alt: message('key/alt'), shift: message('key/shift') }

const arrows: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' }
const macKeys: Readonly<Record<string, string>> = { Enter: '↩', Delete: '⌦', Backspace: '⌫', Escape: '⎋', Tab: '⇥' }

function keyText(key: string): string {
  if (arrows[key] !== undefined) return arrows[key]
  if (isMac && macKeys[key] !== undefined) return macKeys[key]
  switch (key) {
    case ' ':
      return message('key/space')
    case 'Delete':
      return message('key/delete')
    case 'Escape':
      return message('key/escape')
    case 'ContextMenu':
      return message('key/menu')
    default:
      return key.length === 1 ? key.toUpperCase() : key
  }
}

/** `$mod+Shift+z` as people read it on their machine: Ctrl+Shift+Z, ⇧⌘Z. */
export function shortcutText(shortcut: string): string {
  const { key, isShift, isModified, isAlt } = parseShortcut(shortcut)
  const { control, alt, shift } = heldKeys
  const held = isMac
    ? [isAlt && alt, isShift && shift, isModified && control]
    : [isModified && control, isAlt && alt, isShift && shift]
  return [...held.filter(each => each !== false), keyText(key)].join(isMac ? '' : '+')
}
