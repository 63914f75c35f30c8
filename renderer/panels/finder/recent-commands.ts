const storageKey = 'recentCommands'
const most = 5

/** The ids of the commands that were chosen last, the newest first. */
export function recentCommands(): readonly string[] {
  const stored = globalThis.localStorage?.getItem(storageKey) ?? ''
  return stored.split(' ').filter(Boolean)
}

export function rememberCommand(id: string): void {
  const ids = [id, ...recentCommands().filter(other => other !== id)].slice(0, most)
  globalThis.localStorage?.setItem(storageKey, ids.join(' '))
}
