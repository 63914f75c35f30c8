import { expect, it } from 'vitest'
import { explanations } from '../../core/explain/catalogue.ts'
import { message } from '../../renderer/messages/message.ts'
import { dataFolder, launch } from './driver/launch.ts'
import { go, pressTrain, stroke, takePicture, testAccuracy } from './driver/window.ts'
import { waitUntil } from './driver/wait.ts'

it('explains a test sample with every method, another class, and what was drawn', async () => {
  const { page, close } = await launch(dataFolder())
  await pressTrain(page)
  await testAccuracy(page)
  await go(page, 'explore')
  await page.getByRole('radio', { name: message('explain/title'), exact: true }).click()
  const panel = page.getByRole('region', { name: message('explain/title') })
  const figures = panel.locator('figure')
  const scale = panel.getByRole('img', { name: message('explain/scale') })

  /** The pixels of a figure's upper canvas, as a text to compare. */
  const pixelsOf = (index: number) =>
    figures
      .nth(index)
      .locator('canvas')
      .last()
      .evaluate(canvas => (canvas as HTMLCanvasElement).toDataURL())
  const scales = new Set<string | null>()
  const maps = new Set<string>()
  for (const { label, id } of explanations) {
    await panel.getByLabel(message('explain/method'), { exact: true }).click()
    await page.getByRole('option', { name: label, exact: true }).click()
    await waitUntil(async () => (await scale.count()) === 1 && !scales.has(await scale.getAttribute('aria-label')))
    scales.add(await scale.getAttribute('aria-label'))
    maps.add(await pixelsOf(1))
    await takePicture(page, `explained ${id}`)
  }
  expect(await figures.count()).toBe(3)
  expect(maps.size).toBe(explanations.length)

  const title = panel.locator('header strong')
  const likeliest = await title.innerText()
  await panel.getByRole('button', { name: message('explain/next') }).click()
  await waitUntil(async () => (await title.innerText()) !== likeliest)
  const second = await title.innerText()
  const classes = panel.getByRole('list', { name: message('explain/top') }).getByRole('button')
  await classes.nth(1).click()
  await waitUntil(async () => (await title.innerText()) !== second)

  await panel.getByRole('radio', { name: message('explain/asked'), exact: true }).click()
  await panel.getByText(message('explain/nothingTitle')).waitFor()
  await stroke(page, page.getByText(message('explore/drawLabel')), [[0.5, 0.2], [0.5, 0.8]]) // prettier-ignore
  await waitUntil(async () => !(await panel.locator('header').first().innerText()).includes('Labeled'))
  expect(await figures.count()).toBe(3)
  await takePicture(page, 'explained drawing')
  await close()
}, 180_000)
