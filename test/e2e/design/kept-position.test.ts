import type { ElectronApplication, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { menuCommands } from '../../../core/host/menu.ts'
import { message } from '../../../renderer/messages/message.ts'
import { findPositions, savedDocument } from '../driver/drawing.ts'
import { dataFolder, launch } from '../driver/launch.ts'
import { waitFor, waitUntil } from '../driver/wait.ts'
import { go, newProject } from '../driver/window.ts'

const canvasOf = (page: Page) => page.locator('[data-canvas]')
const isFocusInDesign = (page: Page) =>
  page.evaluate(() => document.querySelector('.kept')?.contains(document.activeElement))

/** How near the drawing is, once the number that says so has come to rest. */
async function zoomOf(page: Page): Promise<string> {
  let zoom: string | undefined
  const isAtRest = async () => {
    const before = zoom
    zoom = await page.locator('.tool.zoom').innerText()
    return zoom === before
  }
  await waitUntil(isAtRest, { interval: 150 })
  return zoom ?? ''
}

/** What is on the screen at a point of the page, as red, green and blue. */
function colorAt(app: ElectronApplication, [x, y]: readonly [number, number]): Promise<readonly number[]> {
  return app.evaluate(
    async ({ BrowserWindow }, at) => {
      const picture = await BrowserWindow.getAllWindows()[0]!.webContents.capturePage({ ...at, width: 1, height: 1 })
      const [blue = 0, green = 0, red = 0] = picture.toBitmap()
      return [red, green, blue]
    },
    { x: Math.round(x), y: Math.round(y) }
  )
}

it('leaves nothing of the Design place to be seen, read, focused or pressed from another place', async () => {
  const { page, choose, close } = await launch(dataFolder())
  const before = await savedDocument(page)
  const positions = await findPositions(page)
  await page.mouse.click(...positions.node('c3'))
  await canvasOf(page).focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menu').waitFor()
  await choose('go.train')
  await page.getByRole('menu').waitFor({ state: 'detached' })
  expect(await canvasOf(page).isVisible()).toBe(false)
  expect(await page.locator('main').ariaSnapshot()).not.toContain(message('palette/search'))
  await canvasOf(page).evaluate(element => (element as HTMLElement).focus())
  expect(await isFocusInDesign(page)).toBe(false)
  for (let count = 0; count < 40; count++) {
    await page.keyboard.press('Tab')
    expect(await isFocusInDesign(page)).toBe(false)
  }
  await page.locator('body').evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  for (const key of ['Delete', 'h', 'n', 'a', 'u', 'Shift+F10']) await page.keyboard.press(key)
  await page.mouse.click(...positions.node('s4'), { button: 'right' })
  expect(await page.getByRole('menu').count()).toBe(0)
  expect(await savedDocument(page)).toEqual(before)

  await go(page, 'design')
  await page.keyboard.press('Control+Shift+e')
  await page.getByRole('dialog').waitFor()
  await choose('go.data')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await go(page, 'design')
  expect(await page.getByRole('dialog').count()).toBe(0)
  await close()
})

it('finds the Design place as it was left, in the theme, the size and the project of now', async () => {
  const { app, page, close } = await launch(dataFolder())
  await page.emulateMedia({ colorScheme: 'light' })
  await page.mouse.click(...(await findPositions(page)).node('c3'))
  const search = page.getByRole('searchbox', { name: message('palette/search') })
  const list = page.locator('.palette .list')
  await list.evaluate(element => element.scrollTo(0, 300))
  await canvasOf(page).focus()
  for (const key of ['+', '+', 'Alt+ArrowUp']) await page.keyboard.press(key)
  const zoom = await zoomOf(page)
  await page.keyboard.press('Control+3')
  await page.emulateMedia({ colorScheme: 'dark' })
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1200, 800))
  await waitUntil(() => page.evaluate(() => innerWidth === 1200))
  await page.keyboard.press('Control+2')
  expect(await zoomOf(page)).toBe(zoom)
  expect(await list.evaluate(element => element.scrollTop)).toBe(300)
  expect(await page.getByRole('textbox', { name: message('inspector/name') }).inputValue()).toBe('c3')
  await waitUntil(() => canvasOf(page).evaluate(element => element === document.activeElement))
  const { x, y, width, height } = (await canvasOf(page).boundingBox())!
  // Its last corner lies on what was no canvas before.
  const corner = [x + width - 4, y + height - 4] as const
  await waitFor(async () => expect(await colorAt(app, corner)).toEqual([0x12, 0x15, 0x1a]))

  await page.keyboard.press('Control+4')
  await newProject(page, 'Empty')
  await page.getByText(message('design/empty')).waitFor()
  await search.waitFor()
  expect(await page.locator('.kept').count()).toBe(1)
  await close()
})

it('opens the menu of a layer where a finger stays on it', async () => {
  const { page, close } = await launch(dataFolder())
  const [x, y] = (await findPositions(page)).node('c3')
  const touch = await page.context().newCDPSession(page)
  await touch.send('Emulation.setTouchEmulationEnabled', { enabled: true })
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
  await page
    .getByRole('menuitem', { name: message('command/bypass') })
    .or(page.getByRole('menu'))
    .first()
    .waitFor()
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await page.getByRole('menuitem', { name: menuCommands['edit.delete'].label }).click()
  await waitUntil(async () => !Object.values((await savedDocument(page)).nodes).some(({ name }) => name === 'c3'))
  await close()
})
