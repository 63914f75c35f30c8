import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Locator, Page } from 'playwright-core'
import { message } from '../../../renderer/messages/message.ts'
import { placeLabels, places, type PlaceName } from '../../../core/host/places.ts'
import { waitUntil } from './wait.ts'

/** Pictures of the window that a person can look at afterwards. */
export const pictureFolder = 'test/output/pictures'

export async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(pictureFolder, { recursive: true })
  await page.screenshot({ path: join(pictureFolder, `${name}.png`) })
}

export { places, type PlaceName }

export function placeButton(page: Page, place: PlaceName): Locator {
  return page
    .getByRole('navigation', { name: message('window/places') })
    .getByRole('button', { name: placeLabels[place], exact: true })
}

export async function go(page: Page, place: PlaceName): Promise<void> {
  await placeButton(page, place).click()
}

/** Skips the tour that a first start begins with; nothing to do where it was seen before. */
export async function leaveTour(page: Page): Promise<void> {
  const skip = page.getByRole('button', { name: message('tour/skip') })
  const isSeen = () => page.evaluate(() => localStorage.getItem('tour') === 'seen')
  await waitUntil(async () => (await isSeen()) || (await skip.isVisible()), { timeout: 30_000 })
  if (await skip.isVisible()) await skip.click()
}

/** Opens the project that an unexpected end has left closed. */
export async function openLeftClosed(page: Page): Promise<void> {
  await page.getByRole('button', { name: message('project/leftOpen'), exact: true }).click()
  await page.locator('[data-canvas]').waitFor()
}

/** The press with which a first start trains. */
export async function pressTrain(page: Page): Promise<void> {
  await page.getByRole('button', { name: message('header/trainNetwork'), exact: true }).click()
}

/** Types a value into a field of a form, as a person does. */
export async function setField(page: Page, label: string, value: number | string): Promise<void> {
  const field = page.getByLabel(label, { exact: true })
  await field.fill(String(value))
  await field.press('Enter')
}

/** What the Train place says when the held-out test set is evaluated. */
export function testResult(page: Page): Locator {
  return page.getByRole('status').filter({ hasText: /Test accuracy, (best|last) weights/ })
}

/** Waits until the run that is shown has ended, and answers with its accuracy on the test set. */
export async function testAccuracy(page: Page): Promise<number> {
  await testResult(page).waitFor({ timeout: 120_000 })
  return percentIn(await testResult(page).locator('strong').innerText())
}

/** `97.2 %` as a share. */
export function percentIn(text: string): number {
  return Number(/([\d.]+)\s*%/.exec(text)?.[1]) / 100
}

export async function newProject(page: Page, template: string): Promise<void> {
  await page.keyboard.press('Control+n')
  const dialog = page.getByRole('dialog', { name: message('project/new') })
  await dialog.getByRole('radiogroup').first().getByText(template, { exact: true }).click()
  await dialog.getByRole('button', { name: message('project/create') }).click()
  await dialog.waitFor({ state: 'detached' })
  await waitUntil(async () => !(await page.locator('main.opening').count()), { timeout: 20_000 })
}

/** Opens the menu of a run in the list beside the curves, and chooses one of its items. `place` counts from the newest. */
export async function chooseOfRun(page: Page, item: string, place = 0): Promise<void> {
  await go(page, 'train')
  await page.locator('.run-menu').nth(place).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

/** Answers every dialog that asks where to write. */
export async function saveTo(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath, bookmark: '' })
  }, path)
}

/** Answers every dialog that asks what to open. */
export async function openFrom(app: ElectronApplication, ...paths: readonly string[]): Promise<void> {
  await app.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths, bookmarks: [] })
    },
    [...paths]
  )
}

/**
 * Answers the questions of the system's own message boxes one after the other, each by the place of a button; the last
 * answer holds for all that follow. Returns what has been asked so far.
 */
export async function answerQuestions(
  app: ElectronApplication,
  ...answers: readonly number[]
): Promise<() => Promise<readonly MessageBox[]>> {
  await app.evaluate(
    ({ dialog }, places) => {
      const asked: MessageBox[] = []
      Object.assign(globalThis, { asked })
      dialog.showMessageBox = (...given: unknown[]) => {
        const { message: title, detail = '', buttons = [] } = given.at(-1) as Electron.MessageBoxOptions
        const response = places[Math.min(asked.length, places.length - 1)] ?? 0
        asked.push({ message: title, detail, buttons })
        return Promise.resolve({ response, checkboxChecked: false })
      }
    },
    [...answers]
  )
  return () => app.evaluate(() => (globalThis as unknown as { readonly asked: MessageBox[] }).asked)
}

interface MessageBox {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
}

/** Presses what closes the window. */
export async function closeWindow(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
}

/** Draws a stroke through points given as shares of an element's sides. */
export async function stroke(
  page: Page,
  element: Locator,
  points: readonly (readonly [number, number])[]
): Promise<void> {
  const box = (await element.boundingBox())!
  const [first, ...rest] = points.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height] as const)
  await page.mouse.move(...first!)
  await page.mouse.down()
  for (const point of rest) await page.mouse.move(...point, { steps: 6 })
  await page.mouse.up()
}
