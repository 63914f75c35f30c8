import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { message } from '../../../renderer/messages/message.ts'
import { drag, dragFromPalette, edgesOf, findPositions, savedDocument } from '../driver/drawing.ts'
import { dataFolder, launch } from '../driver/launch.ts'
import { newProject, takePicture } from '../driver/window.ts'
import { waitFor, waitUntil } from '../driver/wait.ts'

const canvas = (page: Page): Locator => page.locator('[data-canvas]')
const offers = (page: Page, title: string): Locator => page.getByRole('dialog', { name: title })

async function openDigits(): Promise<Page> {
  const { page } = await launch(dataFolder())
  await newProject(page, 'Digits CNN')
  return page
}

/** Chooses from the menu of what lies at a place, as a hand with a mouse does. */
async function chooseAt(page: Page, at: readonly [number, number], command: string): Promise<void> {
  await page.mouse.click(...at, { button: 'right' })
  await page.getByRole('menuitem', { name: command }).click()
}

it('finds what fits where an edge is let go, adds it there, and takes it away with Escape or one undo', async () => {
  const page = await openDigits()
  const before = await findPositions(page)
  const [x, y] = before.output('conv1')
  const title = message('offers/fromOutput', { name: 'conv1' })
  await drag(page, [x, y], [x + 220, y + 40])
  await offers(page, title).waitFor()
  await takePicture(page, 'what fits there')
  await page.keyboard.press('Escape')
  expect(await offers(page, title).count()).toBe(0)
  expect(await savedDocument(page)).toEqual(before.document)

  await drag(page, [x, y], [x + 220, y + 40])
  await offers(page, title).waitFor()
  await page.keyboard.type('batch')
  await page.keyboard.press('Enter')
  expect(edgesOf(await savedDocument(page))).toContain('conv1.output > batchNormalization.input')
  const after = await findPositions(page)
  const [start, end] = [after.output('conv1'), after.input('batchNormalization')]
  expect(Math.hypot(end[0] - start[0] - 220, end[1] - start[1] - 40)).toBeLessThan(40)
  await page.keyboard.press('Control+z')
  await waitFor(async () => expect(await savedDocument(page)).toEqual(before.document))
}, 60_000)

it('does with the menu under the pointer what it says: bypasses, replaces, deletes and closes the gap', async () => {
  const page = await openDigits()
  const positions = await findPositions(page)
  await chooseAt(page, positions.node('conv2'), message('command/replace'))
  await offers(page, message('offers/replace', { name: 'conv2' })).waitFor()
  await page.keyboard.type('separable')
  await page.keyboard.press('Enter')
  const replaced = await savedDocument(page)
  const layer = Object.values(replaced.nodes).find(({ name }) => name === 'conv2')
  expect(layer).toMatchObject({ type: 'separableConv2d', parameters: { filters: 64, activation: 'relu' } })
  expect(edgesOf(replaced)).toEqual(edgesOf(positions.document))

  await chooseAt(page, positions.node('pool2'), 'Delete selection')
  expect(edgesOf(await savedDocument(page))).toContain('conv2.output > flatten.input')
  await page.keyboard.press('Control+z')

  // A rectifier keeps the shape; it is put in by dropping it on the edge.
  const box = (await canvas(page).boundingBox())!
  const again = await findPositions(page)
  const [from, to] = [again.output('conv1'), again.input('pool1')]
  await dragFromPalette(page, 'relu', (from[0] + to[0]) / 2 - box.x, (from[1] + to[1]) / 2 - box.y)
  const inserted = await findPositions(page)
  expect(edgesOf(inserted.document)).toEqual(
    expect.arrayContaining(['conv1.output > relu.input', 'relu.output > pool1.input'])
  )
  await page.mouse.click(...inserted.node('relu'), { button: 'right' })
  await page.getByRole('menuitemcheckbox', { name: message('command/bypass') }).click()
  await page.getByText(message('inspector/bypassed')).waitFor()
  await takePicture(page, 'bypassed')
  expect(Object.values((await savedDocument(page)).nodes).find(({ name }) => name === 'relu')?.isBypassed).toBe(true)
  await page.keyboard.press('b')
  await page.getByText(message('inspector/bypassed')).waitFor({ state: 'detached' })

  // The same menu by the keyboard, and the focus comes back.
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menu').waitFor()
  await page.keyboard.press('Escape')
  await waitUntil(() => canvas(page).evaluate(element => element === document.activeElement))
}, 60_000)
