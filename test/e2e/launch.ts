import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { onTestFinished, vi } from 'vitest'
import type { HostBridge } from '../../core/host.ts'
import type { MenuCommandId } from '../../core/menu.ts'
import { takePicture } from './window.ts'

declare global {
  interface Window {
    readonly host: HostBridge<File>
  }
}

/** The studio as a person has it open, and what a test does to it from outside. */
export interface Studio {
  readonly app: ElectronApplication
  readonly page: Page
  /** Chooses an item of the native menus. */
  choose(id: MenuCommandId): Promise<void>
  /** Ends it as a native fault or a loss of power would. */
  kill(): Promise<void>
  close(): Promise<void>
}

/** A folder of the test's own for settings, temporary projects and the log. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'receptive-e2e-'))
  // After a kill, Chromium's other processes live on for a moment and write.
  onTestFinished(() => vi.waitFor(() => rmSync(folder, { recursive: true, force: true }), { timeout: 20_000 }))
  return folder
}

/** Starts the app of a source tree and waits until its project is open. Ended with the test if the test does not end it. */
export async function launch(data: string, root = resolve('.')): Promise<Studio> {
  const { executable } = JSON.parse(readFileSync('native/electron.json', 'utf8')) as { executable: string }
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({
    executablePath: executable,
    args: [...sandbox, root, `--user-data-dir=${data}`]
  })
  const child = app.process()
  const ended = new Promise<void>(end => {
    child.once('exit', () => end())
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const page = await app.firstWindow()
  page.setDefaultTimeout(15_000)
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail' && !page.isClosed()) await takePicture(page, `failed ${task.name}`)
  })
  await vi.waitUntil(() => page.evaluate(async () => (await window.host.recentProjects()).length > 0), {
    timeout: 30_000
  })
  return {
    app,
    page,
    choose: id => app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async close() {
      await app.close()
      await ended
    }
  }
}
