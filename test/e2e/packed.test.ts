import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { keras } from '../../core/exchange/keras/keras.ts'
import { message } from '../../renderer/messages/message.ts'
import { dataFolder, launch } from './driver/launch.ts'
import { waitFor } from './driver/wait.ts'
import { go, pressTrain, saveTo, setField, testAccuracy } from './driver/window.ts'

/** Copies what `npm run package` left to a place far from the source tree. Returns the executable and its folder. */
function packedApp(data: string): { readonly folder: string; readonly executable: string } {
  const name = readdirSync('dist').find(each => each.endsWith('-unpacked'))
  expect(name, 'dist holds a packed application').toBeDefined()
  const folder = join(data, 'application')
  cpSync(join('dist', name!), folder, { recursive: true, verbatimSymlinks: true })
  return { folder, executable: join(folder, process.platform === 'win32' ? 'Receptive.exe' : 'receptive') }
}

/** Where the fuses of an Electron lie in its executable: after this mark, the version of their form and their count. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fuses = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'inspectArguments',
  'asarIntegrity',
  'onlyFromAsar'
] as const

const firstFuse = (executable: Buffer): number => executable.indexOf(fuseMark) + fuseMark.length + 2

/** Lets Playwright in, which drives the main process through its inspector; all else stays as it was packed. */
function allowInspector(executable: string): void {
  const bytes = readFileSync(executable)
  bytes.write('1', firstFuse(bytes) + fuses.indexOf('inspectArguments'))
  writeFileSync(executable, bytes)
}

it('starts, trains and exports as a packed application far from the source tree', async () => {
  const data = dataFolder()
  const { folder: elsewhere, executable } = packedApp(data)
  allowInspector(executable)
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

it('runs its own archive and no code that the environment, the command line or a folder beside it brings', async () => {
  const data = dataFolder()
  const { folder, executable } = packedApp(data)
  const bytes = readFileSync(executable)
  const states = bytes.toString('latin1', firstFuse(bytes), firstFuse(bytes) + fuses.length)
  expect(Object.fromEntries(fuses.map((fuse, index) => [fuse, states[index]]))).toEqual({
    runAsNode: '0',
    cookieEncryption: '1',
    nodeOptions: '0',
    inspectArguments: '0',
    asarIntegrity: '1',
    onlyFromAsar: '1'
  })

  const ran = join(data, 'ran')
  const code = join(data, 'code.cjs')
  writeFileSync(code, `require('node:fs').writeFileSync(${JSON.stringify(ran)}, '')`)
  mkdirSync(join(folder, 'resources/app'))
  cpSync(code, join(folder, 'resources/app/index.js'))
  const words = [`--require=${code}`, '--inspect=0', '--remote-debugging-port=0', `--user-data-dir=${data}`]
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(resolve(executable), [...words, ...sandbox], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${code}` },
    stdio: ['ignore', 'ignore', 'pipe']
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stderr.on('data', piece => (said += String(piece)))
  // Chromium's own port shows the page, though nothing shows the main process.
  const shown = await waitFor(
    async () => {
      const [, port] = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(said) ?? []
      const pages = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
        url: string
        title: string
      }[]
      const [page] = pages.filter(({ title }) => title.includes('LeNet on digits'))
      return page!.url
    },
    { timeout: 60_000 }
  )
  expect(shown).toBe('app://studio/index.html')
  expect(said).not.toContain('Debugger listening')
  expect(existsSync(ran)).toBe(false)
  child.kill('SIGTERM')
  await once(child, 'exit')
})
