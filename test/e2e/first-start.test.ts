import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { keras } from '../../core/exchange/keras/keras.ts'
import { message } from '../../renderer/messages/message.ts'
import { dataFolder, launch } from './driver/launch.ts'
import { go, percentIn, pressTrain, saveTo, stroke, takePicture, testAccuracy } from './driver/window.ts'
import { waitUntil } from './driver/wait.ts'

/** From a first touch of the empty drawing area to the bars that answer it, in milliseconds, the quickest first. */
async function answerTimes(page: Page, area: Locator): Promise<readonly number[]> {
  const bars = page.getByRole('list', { name: message('explore/probabilities') })
  await bars.evaluate(list => {
    const times: number[] = []
    let pressed: number | undefined
    addEventListener('pointerdown', () => (pressed = performance.now()), true)
    new MutationObserver(() => {
      if (pressed === undefined || !list.textContent.includes('%')) return
      times.push(performance.now() - pressed)
      pressed = undefined
    }).observe(list, { subtree: true, childList: true, characterData: true })
    Object.assign(window, { answerTimes: times })
  })
  const taken = () => page.evaluate(() => (window as unknown as { answerTimes: number[] }).answerTimes)
  for (let index = 0; index < 9; index++) {
    await page.getByRole('button', { name: message('explore/clear'), exact: true }).click()
    await waitUntil(async () => !(await bars.innerText()).includes('%'))
    await stroke(page, area, [[0.3 + index / 40, 0.3], [0.35 + index / 40, 0.7]]) // prettier-ignore
    await waitUntil(async () => (await taken()).length === index + 1)
  }
  return [...(await taken())].sort((a, b) => a - b)
}

it('trains the first network with one press, answers a drawn digit and exports', async () => {
  const data = dataFolder()
  const { app, page, close } = await launch(data)
  const canvas = page.getByRole('listbox', { name: message('design/canvas', { name: 'LeNet on digits' }) })
  await canvas.waitFor()
  expect(await canvas.getByRole('option').count()).toBeGreaterThan(8)

  await pressTrain(page)
  const accuracyCurve = page.getByRole('img', { name: /^Accuracy:/ })
  const curveText = () => accuracyCurve.getAttribute('aria-label', { timeout: 60_000 })
  const seen = new Set<string | null>()
  await waitUntil(async () => seen.add(await curveText()).size > 4, { timeout: 60_000, interval: 100 })
  await takePicture(page, 'training')
  const accuracy = await testAccuracy(page)
  expect(accuracy).toBeGreaterThan(0.955)

  await go(page, 'explore')
  const tiles = page.getByRole('list', { name: message('explore/testSet') }).getByRole('button')
  await tiles.first().waitFor({ timeout: 30_000 })
  const areRight = (await tiles.evaluateAll(all => all.map(tile => tile.getAttribute('title')))).map(text => {
    const [, label, prediction] = /labeled (\S+), predicted (\S+)/.exec(text ?? '') ?? []
    return label === prediction
  })
  const wrongCount = Math.round(1000 * (1 - accuracy))
  expect(areRight.slice(0, wrongCount)).not.toContain(true)

  const area = page.getByText(message('explore/drawLabel'))
  await stroke(page, area, [[0.5, 0.2], [0.5, 0.8]]) // prettier-ignore
  const bars = page.getByRole('list', { name: message('explore/probabilities') }).getByRole('listitem')
  const probabilities = async () => (await bars.allInnerTexts()).map(percentIn)
  await waitUntil(async () => (await probabilities()).every(Number.isFinite))
  const sum = (await probabilities()).reduce((total, fraction) => total + fraction, 0)
  expect(sum).toBeCloseTo(1, 1)
  expect((await probabilities()).indexOf(Math.max(...(await probabilities())))).toBe(1)
  await takePicture(page, 'explored')
  const times = await answerTimes(page, area)
  expect(times[times.length >> 1], `of ${times.map(Math.round).join(', ')} ms`).toBeLessThan(100)

  const file = join(data, 'model.keras')
  await saveTo(app, file)
  await go(page, 'export')
  const card = page.getByRole('listitem').filter({ hasText: keras.summary })
  await card.getByRole('button', { name: message('export/button') }).click()
  const result = card.getByRole('status')
  await result.waitFor({ timeout: 60_000 })
  expect(await result.innerText()).toContain(file)
  expect(await result.innerText()).toContain(message('export/difference'))
  expect(statSync(file).size).toBeGreaterThan(100_000)
  await takePicture(page, 'exported')
  await close()
})
