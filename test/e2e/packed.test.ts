import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keras } from '../../core/exchange/keras/keras.ts'
import { message } from '../../renderer/messages/message.ts'
import { dataFolder, launch } from './driver/launch.ts'
import { go, pressTrain, saveTo, setField, testAccuracy } from './driver/window.ts'

/** The folder that `npm run package` left. */
function packedApp(): string {
  const folder = readdirSync('dist').find(name => name.endsWith('-unpacked'))
  expect(folder, 'dist holds a packed application').toBeDefined()
  return join('dist', folder!)
}

it('starts, trains and exports as a packed application far from the source tree', async () => {
  const data = dataFolder()
  const elsewhere = join(data, 'application')
  cpSync(packedApp(), elsewhere, { recursive: true, verbatimSymlinks: true })
  const executable = join(elsewhere, process.platform === 'win32' ? 'Receptive.exe' : 'receptive')
  const { app, page, close } = await launch(data, { root: elsewhere, executable })
  const positions = await app.evaluate(({ app: running }) => [running.isPackaged, running.getAppPath()])
  expect(positions).toEqual([true, join(elsewhere, 'resources/app.asar')])
  await go(page, 'train')
  await setField(page, message('train/epochs'), 2)
  await pressTrain(page)
  expect(await testAccuracy(page)).toBeGreaterThan(0.85)
  if (process.platform === 'linux') {
    const mapped = readFileSync(`/proc/${app.process().pid}/maps`, 'utf8').match(/\/\S*tensorflow\S*/g) ?? []
    expect(mapped.length).toBeGreaterThan(0)
    expect(mapped.filter(library => !library.startsWith(elsewhere))).toEqual([])
  }
  const file = join(data, 'model.keras')
  await saveTo(app, file)
  await go(page, 'export')
  const card = page.getByRole('listitem').filter({ hasText: keras.summary })
  await card.getByRole('button', { name: message('export/button') }).click()
  await card.getByRole('status').waitFor({ timeout: 60_000 })
  expect(statSync(file).size).toBeGreaterThan(100_000)
  await close()
})
