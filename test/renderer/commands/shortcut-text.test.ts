import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => vi.unstubAllGlobals())

/** What the sheet of keys and the tour say on a machine. */
async function textsOn(platform: string) {
  vi.resetModules()
  vi.stubGlobal('navigator', { platform })
  const { shortcutText } = await import('../../../renderer/commands/shortcut-text.ts')
  const { shortcutGroups } = await import('../../../renderer/panels/help/shortcut-rows.ts')
  const { tourSteps } = await import('../../../renderer/panels/help/tour-steps.ts')
  const keys = shortcutGroups().flatMap(({ rows }) => rows.flatMap(row => row.keys))
  return { redo: shortcutText('$mod+Shift+z'), all: [...keys, ...tourSteps.map(step => step.text)].join('\n') }
}

it('calls the keys as they are called on macOS, in the sheet and in the tour', async () => {
  const { redo, all } = await textsOn('MacIntel')
  expect(redo).toBe('⇧⌘Z')
  expect(all).toContain('⌘ and wheel')
  expect(all).toContain('⌥ and drag a layer')
  expect(all).not.toMatch(/Ctrl|Alt\b|Shift/)
})

it('calls them by their names elsewhere', async () => {
  const { redo, all } = await textsOn('Linux x86_64')
  expect(redo).toBe('Ctrl+Shift+Z')
  expect(all).toContain('Ctrl and wheel')
  expect(all).not.toMatch(/[⌘⌥⇧]/)
})
