import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from 'playwright-core'
import { expect, it } from 'vitest'
import { message } from '../../../renderer/messages/message.ts'
import { dataFolder, launch } from '../driver/launch.ts'
import { waitFor } from '../driver/wait.ts'
import { answerQuestions, openLeftClosed, takePicture } from '../driver/window.ts'

it('leaves the last project closed after each unexpected end, names it, and opens it with one press', async () => {
  const data = dataFolder()
  const first = await launch(data)
  const { name, folder } = await first.page.evaluate(async () => (await window.host.recentProjects())[0]!)
  await first.kill()

  const second = await launch(data)
  await second.page.getByRole('heading', { name: message('project/leftTitle') }).waitFor()
  await second.kill()

  const { page, close } = await launch(data)
  await page.getByText(message('project/leftText', { name })).waitFor()
  expect(await page.locator('[data-canvas]').count()).toBe(0)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await takePicture(page, `left closed ${colorScheme}`)
  }
  await openLeftClosed(page)
  expect(await page.evaluate(async () => (await window.host.recentProjects())[0]!.folder)).toBe(folder)
  await close()
  expect(existsSync(join(data, 'running'))).toBe(false)

  const last = await launch(data)
  await last.page.locator('[data-canvas]').waitFor()
  await last.close()
})

/** What the window shows; Playwright itself gives a page up once it has crashed. */
const shownText = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText')
  )

/** Ends the page as a fault of Chromium does, and waits until it has been loaded anew. */
const crash = (app: ElectronApplication) =>
  app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents
    await new Promise<void>(resolve => {
      contents.once('did-finish-load', () => resolve())
      contents.forcefullyCrashRenderer()
    })
  })

it('loads a page that crashed anew, and after a second crash asks and leaves the project closed', async () => {
  const { app, page, close } = await launch(dataFolder())
  const { name } = await page.evaluate(async () => (await window.host.recentProjects())[0]!)
  const asked = await answerQuestions(app, 0)
  await page.locator('[data-canvas]').waitFor()
  await crash(app)
  await waitFor(async () => expect(await shownText(app)).toContain('Max pooling'))
  await crash(app)
  await waitFor(async () => expect(await shownText(app)).toContain(message('project/leftText', { name })))
  expect((await asked()).map(({ buttons }) => buttons)).toEqual([['Load it anew', 'Quit']])
  await close()
})

it('says a fault of the main process in the window, and goes on', async () => {
  const { app, page, close } = await launch(dataFolder())
  await app.evaluate(() => void setTimeout(() => void Promise.reject(new Error('Nobody waits for this.'))))
  const toasts = page.getByRole('list', { name: message('toast/trouble') })
  await toasts.getByText(message('error/fault')).waitFor()
  await toasts.getByText('Nobody waits for this.').waitFor()
  await close()
})
