/** A key that went down, as the browser names it, with what was held. */
export interface KeyPress {
  readonly key: string
  /** The key's place on the board, `KeyZ`: what a shortcut's letter means where the alphabet is another. */
  readonly code?: string
  readonly isShift: boolean
  /** Command on macOS, Control elsewhere. */
  readonly isModified: boolean
  readonly isAlt: boolean
}

/** The parts of a shortcut as commands write it: `$mod+Shift+z`, `f`, `$mod++`. */
export interface Shortcut {
  readonly key: string
  readonly isShift: boolean
  readonly isModified: boolean
  readonly isAlt: boolean
}

const parts = /^(?<held>(?:(?:\$mod|Shift|Alt)\+)*)(?<key>.+)$/

export function parseShortcut(shortcut: string): Shortcut {
  const { held = '', key = '' } = parts.exec(shortcut)?.groups ?? {}
  const has = (name: string): boolean => held.includes(`${name}+`)
  return { key, isShift: has('Shift'), isModified: has('$mod'), isAlt: has('Alt') }
}

const letter = /^[a-z]$/i

/** Whether this press is the shortcut. A sign such as `?` may need Shift on one keyboard and not on another. */
export function isPress(shortcut: string, press: KeyPress): boolean {
  const { key, isShift, isModified, isAlt } = parseShortcut(shortcut)
  if (press.isModified !== isModified || press.isAlt !== isAlt) return false
  const isSign = key.length === 1 && !letter.test(key)
  if (press.isShift !== isShift && !(isSign && press.isShift)) return false
  if (press.key.toLowerCase() === key.toLowerCase()) return true
  const isOtherAlphabet = press.key.length === 1 && press.key > '\u007f'
  return isOtherAlphabet && letter.test(key) && press.code === `Key${key.toUpperCase()}`
}
