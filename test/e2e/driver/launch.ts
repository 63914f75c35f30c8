import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import type { MenuCommandId } from '../../../core/host/menu.ts'
import { startElectron, type ElectronOptions } from './electron.ts'
import { leaveTour, takePicture } from './window.ts'
import { waitFor, waitUntil } from './wait.ts'

/** The studio as a person has it open, and what a test does to it from outside. */
export interface Studio {
  readonly app: ElectronApplication
  readonly page: Page
  /** Chooses an item of the native menus. */
  choose(id: MenuCommandId): Promise<void>
  /** Ends it as a native fault or a loss of power would. */
  kill(): Promise<void>
  close(): Promise<void>
  /** Resolves once it has ended, however that came. */
  readonly ended: Promise<void>
}

/** A folder of the test's own for settings, temporary projects and the log. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'receptive-e2e-'))
  // After a kill, Chromium's other processes live on for a moment and write.
  onTestFinished(() => waitFor(() => rmSync(folder, { recursive: true, force: true }), { timeout: 20_000 }))
  return folder
}

/** Starts the app of a source tree and waits until its project is open. Ended with the test if the test does not end it. */
export async function launch(data: string, options: Partial<ElectronOptions> = {}): Promise<Studio> {
  const { app, page, ended } = await startElectron({ data, ...options })
  const child = app.process()
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  page.setDefaultTimeout(15_000)
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail' && !page.isClosed()) await takePicture(page, `failed ${task.name}`)
  })
  await waitUntil(() => page.evaluate(async () => (await window.host.recentProjects()).length > 0), {
    timeout: 30_000
  })
  await leaveTour(page)
  return {
    app,
    page,
    ended,
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
