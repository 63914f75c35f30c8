const isMac = /mac/i.test(globalThis.navigator?.platform ?? '')

const keyNames: Readonly<Record<string, string>> = isMac
  ? { $mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩', Delete: '⌫' }
  : { $mod: 'Ctrl', Enter: 'Enter', Delete: 'Del' }

/** `$mod+Shift+z` as people read it on their machine: Ctrl+Shift+Z, ⇧⌘Z. */
export function shortcutText(shortcut: string): string {
  const keys = shortcut.split('+').map(key => keyNames[key] ?? (key.length === 1 ? key.toUpperCase() : key))
  return keys.join(isMac ? '' : '+')
}
