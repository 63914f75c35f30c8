import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { message } from '../../../renderer/messages/message.ts'
import { drag, findPositions, outlineOf } from '../driver/drawing.ts'
import { dataFolder, launch } from '../driver/launch.ts'
import { go, pressTrain, setField, takePicture } from '../driver/window.ts'
import { waitFor } from '../driver/wait.ts'

const problemRows = (page: Page) => page.getByRole('region', { name: message('problems/title') }).getByRole('listitem')

/** The layers that the outline marks, by their names. */
async function troubled(page: Page): Promise<readonly string[]> {
  const marked = (await outlineOf(page)).filter(text => text.endsWith(message('outline/problem')))
  return marked.map(text => /(\S+?),/.exec(text)?.[1] ?? '')
}

it('says what is wrong on the layer and in the list, and mends it with one press', async () => {
  const { page, close } = await launch(dataFolder())
  const toBeTroubled = (...names: readonly string[]) => waitFor(async () => expect(await troubled(page)).toEqual(names))
  await page.mouse.click(...(await findPositions(page)).node('c5'))
  await setField(page, 'Kernel size', '7')
  await toBeTroubled('c5')
  await page
    .getByText(message('status/errors', { count: 1 }))
    .first()
    .click()
  const row = problemRows(page).first()
  // 5×5 is what two convolutions of 5×5 and two poolings leave of 32×32.
  await waitFor(async () => expect(await row.innerText()).toContain('7×7 window is larger than the 5×5 image'))
  expect(await row.innerText()).toContain('Make it at most 5×5')
  await takePicture(page, 'problems')
  const mend = message('problems/repair', { label: 'Padding same' })
  await row.getByRole('button', { name: mend }).click()
  await toBeTroubled()
  await page.keyboard.press('Control+z')
  await toBeTroubled('c5')
  const missing = page.locator('section', { hasText: message('train/missing') })
  await pressTrain(page)
  await missing.getByRole('button', { name: mend }).click()
  await missing.waitFor({ state: 'detached' })
  await go(page, 'design')
  await toBeTroubled()
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await toBeTroubled()

  const joined = await outlineOf(page)
  const positions = await findPositions(page)
  const [from, to] = [positions.output('s4'), positions.input('c5')]
  await page.mouse.click((from[0] + to[0]) / 2, (from[1] + to[1]) / 2)
  await page.keyboard.press('Delete')
  await toBeTroubled('c5', 's4')
  await pressTrain(page)
  await missing.getByText('c5', { exact: true }).click()
  await drag(page, positions.output('s4'), positions.input('c5'))
  await toBeTroubled()
  expect(await outlineOf(page)).toEqual(joined)

  await page.mouse.click(...positions.node('data'))
  await page.getByLabel('Dataset').click()
  await page.getByRole('option', { name: message('inspector/bareSize') }).click()
  await pressTrain(page)
  const words = 'The data node is a bare size, 32×32×1, with no images behind it.'
  await missing.getByText(words).waitFor()
  await takePicture(page, 'bare-size')
  await go(page, 'design')
  expect(await troubled(page)).toEqual([])
  await close()
})
