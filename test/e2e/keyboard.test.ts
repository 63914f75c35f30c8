import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { message } from '../../renderer/messages/message.ts'
import { edgesOf, namesOf, outlineOf, savedDocument } from './driver/drawing.ts'
import { startElectron } from './driver/electron.ts'
import { dataFolder, launch } from './driver/launch.ts'
import { newProject, takePicture } from './driver/window.ts'
import { waitUntil } from './driver/wait.ts'

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** Adds what the palette finds by these words after the selection, and goes back to the canvas. */
async function add(page: Page, words: string): Promise<void> {
  await press(page, '/')
  await page.keyboard.type(words)
  await press(page, 'Enter')
  await page.locator('[data-canvas]').focus()
}

/** What the finder offers now, and what it would choose. */
async function chosenIn(page: Page): Promise<string> {
  return await page.getByRole('dialog').getByRole('option', { selected: true }).innerText()
}

it('draws, joins, changes and cuts a network without a mouse', async () => {
  const { page, close } = await launch(dataFolder())
  const spoken = page.locator('.unseen[aria-live=polite]')
  await newProject(page, 'Empty')
  await page.locator('[data-canvas]').focus()
  for (const layer of ['data', 'flatten', 'dense']) await add(page, layer)
  expect(edgesOf(await savedDocument(page))).toEqual(['data.image > flatten.input', 'flatten.output > dense.input'])

  // To the layer above the last one, whose way on is cut and joined again.
  await press(page, 'ArrowUp', 'c')
  await page.keyboard.type('dense')
  await waitUntil(async () => (await chosenIn(page)).includes('Dense'))
  await press(page, 'Enter')
  expect(edgesOf(await savedDocument(page))).toEqual(['data.image > flatten.input'])
  await press(page, 'c')
  await page.keyboard.type('dense')
  await press(page, 'Enter')
  expect(edgesOf(await savedDocument(page))).toContain('flatten.output > dense.input')

  await press(page, 'ArrowDown', 'Enter')
  await page.keyboard.type('7')
  await press(page, 'Enter', 'Escape')
  expect(
    Object.values((await savedDocument(page)).nodes).find(({ name }) => name === 'dense')?.parameters['units']
  ).toBe(7)

  await press(page, 'Shift+ArrowUp')
  await spoken.getByText(message('announce/selected', { count: 2 })).waitFor({ state: 'attached' })
  await press(page, 'Delete')
  expect(namesOf(await savedDocument(page))).toEqual(['data'])
  const label = message('step/delete', { count: 2 })
  await spoken.getByText(label, { exact: true }).waitFor({ state: 'attached' })
  await press(page, 'Control+z')
  await spoken.getByText(message('announce/undone', { label })).waitFor({ state: 'attached' })
  expect(namesOf(await savedDocument(page))).toEqual(['data', 'dense', 'flatten'])
  await close()
})

it('finds layers inside blocks from any place, commands by a few letters, and runs them', async () => {
  const { page, close } = await launch(dataFolder())
  await newProject(page, 'ResNet-50')
  await press(page, 'Control+3', 'Control+f')
  await page.keyboard.type('stage4/norm2')
  await waitUntil(async () => (await chosenIn(page)).includes('norm2'))
  expect(await chosenIn(page)).toContain('stage4')
  await press(page, 'Enter')
  const crumbs = page.getByRole('navigation', { name: message('crumbs/label') })
  await crumbs.getByText('stage4').waitFor()
  await waitUntil(async () => (await outlineOf(page)).some(text => text.includes('norm2')))
  const chosen = page.locator('[data-canvas] [role=option][aria-selected=true]')
  expect(await chosen.getAttribute('aria-label')).toContain('norm2')

  await press(page, 'Control+k')
  await page.keyboard.type('dark app')
  expect(await chosenIn(page)).toContain(message('command/theme-dark'))
  await press(page, 'Enter')
  await page.locator('[data-theme=dark]').waitFor()
  await press(page, 'Control+k')
  expect(await page.getByRole('dialog').getByRole('option').first().innerText()).toContain(
    message('command/theme-dark')
  )
  await takePicture(page, 'finder')
  await press(page, 'Escape', 'Control+/')
  await page.getByRole('dialog', { name: message('shortcuts/title') }).waitFor()
  await close()
})

it('walks the outline into blocks, and shows on the canvas what is chosen there', async () => {
  const { page, close } = await launch(dataFolder())
  await newProject(page, 'ResNet-50')
  await page.locator('[data-canvas]').focus()
  await press(page, 'o')
  const tree = page.getByRole('tree', { name: message('outline/title') })
  const rows = tree.getByRole('treeitem')
  const rootCount = await rows.count()
  await press(page, 'Home', 'ArrowDown', 'ArrowRight')
  await waitUntil(async () => (await rows.count()) > rootCount)
  expect(await tree.locator('[aria-level="2"]').count()).toBe((await rows.count()) - rootCount)
  await press(page, 'F6', 'Shift+F6')
  expect(await tree.evaluate(element => element.closest('aside')?.contains(document.activeElement))).toBe(true)
  await tree.focus()
  await press(page, 'ArrowDown', 'ArrowDown', 'Enter')
  await waitUntil(async () => (await page.getByRole('navigation', { name: message('crumbs/label') }).count()) === 1)
  expect(await tree.locator('[aria-selected=true]').getAttribute('aria-level')).toBe('2')
  await takePicture(page, 'outline')
  await close()
})

it('shows the tour at the first start and never again unless it is asked for', async () => {
  const data = dataFolder()
  const first = await startElectron({ data })
  const card = (page: Page) => page.locator('[data-tour-card]')
  await card(first.page).waitFor({ timeout: 30_000 })
  for (const step of ['canvas', 'inspector', 'train', 'explore', 'export'] as const) {
    await card(first.page)
      .getByRole('heading', { name: message(`tour/${step}`) })
      .waitFor()
    await press(first.page, 'Tab')
    await card(first.page).getByRole('button').last().press('Enter')
  }
  await card(first.page).waitFor({ state: 'detached' })
  await first.app.close()
  await first.ended

  const second = await launch(data)
  expect(await card(second.page).count()).toBe(0)
  await second.choose('help.tour')
  await card(second.page).waitFor()
  const ring = second.page.locator('[data-tour-ring]')
  await ring.waitFor()
  await second.choose('go.train')
  // Nothing is ringed that is behind the place that is shown.
  await ring.waitFor({ state: 'detached' })
  await press(second.page, 'Escape')
  await card(second.page).waitFor({ state: 'detached' })
  await second.close()
})
