import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openSettings } from '../../electron/settings.ts'
import { temporaryFolder } from './storage/temporary-folder.ts'

const place = { x: 1, y: 2, width: 1200, height: 800, isMaximized: false }
const quiet = { error: () => undefined }

it('keeps settings from one start to the next', () => {
  const file = join(temporaryFolder(), 'deep', 'settings.json')
  openSettings(file, quiet).change(() => ({ window: place }))
  expect(openSettings(file, quiet).read()).toEqual({ window: place })
})

it.each(['settings.json', 'settings.json.new'])('logs that %s cannot be written, and remembers until the end', name => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, name))
  const logged: string[] = []
  const settings = openSettings(join(folder, 'settings.json'), { error: label => logged.push(label) })
  settings.change(() => ({ window: place }))
  expect([settings.read(), logged]).toEqual([{ window: place }, ['settings']])
})
