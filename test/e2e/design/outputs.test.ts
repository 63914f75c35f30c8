import { expect, it } from 'vitest'
import { message } from '../../../renderer/messages/message.ts'
import { findPositions } from '../driver/drawing.ts'
import { dataFolder, launch } from '../driver/launch.ts'
import { go, pressTrain, setField, takePicture, testAccuracy } from '../driver/window.ts'

it('shows what layers put out for a chosen sample, until the drawing is another, and colors layers by their time', async () => {
  const { page, close } = await launch(dataFolder())
  await go(page, 'train')
  await setField(page, message('train/epochs'), 1)
  await pressTrain(page)
  await testAccuracy(page)
  await go(page, 'design')
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('Shift+O')
  const picker = page.getByRole('region', { name: message('outputs/title') })
  await picker.getByText(message('outputs/sample', { position: 1, total: 1000 })).waitFor()
  // All eleven nodes but the loss, which puts out nothing to be seen.
  await expect.poll(() => page.locator('.clip canvas').count()).toBe(10)
  const words = picker.getByText(/^Labeled/)
  const label = await words.innerText()
  await page.keyboard.press('.')
  await picker.getByText(message('outputs/sample', { position: 2, total: 1000 })).waitFor()
  await expect.poll(() => words.innerText()).not.toBe(label)

  const positions = await findPositions(page)
  await page.mouse.click(...positions.node('c3'))
  await page.getByText(message('outputs/channels', { count: 16, height: 10, width: 10 })).waitFor()
  await takePicture(page, 'outputs')

  await page.keyboard.press('Delete')
  await picker.getByText(message('outputs/other')).waitFor()
  expect(await page.locator('.clip canvas').count()).toBe(0)
  await picker.getByRole('button', { name: message('outputs/asItWas') }).click()
  await picker.getByText(message('outputs/sample', { position: 2, total: 1000 })).waitFor()

  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('Control+k')
  await page.keyboard.type(message('command/measureTimes'))
  await page.keyboard.press('Enter')
  await page.getByText(/^Measured 9 nodes/).waitFor({ timeout: 30_000 })
  await takePicture(page, 'layer times')
  await close()
})
