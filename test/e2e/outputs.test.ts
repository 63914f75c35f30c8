import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { message } from '../../renderer/messages/message.ts'
import { openStudio } from '../electron/cli/studio.ts'
import { dataFolder, launch } from './driver/launch.ts'
import { go, percentIn, takePicture } from './driver/window.ts'
import { waitUntil } from './driver/wait.ts'

let cli: Awaited<ReturnType<typeof openStudio>>

beforeAll(async () => {
  cli = await openStudio()
}, 60_000)
afterAll(() => cli.close())

/** A project of a template, trained a few steps, open at Explore. */
async function exploring(template: string, epochs: number) {
  await cli.run('new', template, '--template', template)
  const { code, stderr } = await cli.run('train', template, '--epochs', String(epochs), '--json')
  if (code !== 0) throw new Error(stderr)
  const studio = await launch(dataFolder(), { words: [join(cli.folder, template)] })
  await go(studio.page, 'explore')
  return studio
}

async function takeBoth(page: Page, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await page.locator(`[data-theme=${theme}]`).waitFor()
    await takePicture(page, `${name}-${theme}`)
  }
}

const tilesOf = (page: Page) => page.getByRole('list', { name: message('explore/testSet') }).getByRole('button')

it('shows class maps over their images, the worst first, with the figures of each class', async () => {
  const { page, close } = await exploring('shapesSegmentation', 1)
  const tiles = tilesOf(page)
  await tiles.first().waitFor({ timeout: 60_000 })
  const fractions = (await tiles.allInnerTexts()).map(percentIn)
  expect(fractions).toEqual([...fractions].sort((a, b) => b - a))
  await waitUntil(async () => (await tiles.first().locator('canvas').count()) === 4)
  await tiles.first().click()
  await page.getByRole('list', { name: message('explore/shares') }).waitFor()
  await takeBoth(page, 'class maps')

  const opacity = page.getByLabel(message('explore/opacity'))
  await opacity.fill('0')
  const overlay = tiles.first().locator('span span').first()
  await waitUntil(async () => (await overlay.evaluate(element => getComputedStyle(element).opacity)) === '0')
  await page.getByRole('switch', { name: message('explore/truth') }).click()
  await waitUntil(async () => (await tiles.first().locator('canvas').count()) === 2)

  await page.getByRole('radio', { name: message('explore/perClass'), exact: true }).click()
  const rows = page.getByRole('table', { name: message('explore/perClass') }).getByRole('row')
  // The heading, the ground and four shapes.
  expect(await rows.count()).toBe(6)
  await takeBoth(page, 'class map figures')
  await close()
}, 300_000)

it('shows values against what is true, and the worst images first', async () => {
  const { page, close } = await exploring('rotatedDigits', 1)
  const tiles = tilesOf(page)
  await tiles.first().waitFor({ timeout: 60_000 })
  const errors = (await tiles.allInnerTexts()).map(text => {
    const [predicted = NaN, actual = NaN] = (text.replaceAll('−', '-').match(/-?[\d.]+/g) ?? []).map(Number)
    return Math.abs(predicted - actual)
  })
  errors.forEach((error, position) => expect(error).toBeLessThanOrEqual((errors[position - 1] ?? Infinity) + 0.15))
  await tiles.first().click()
  const prediction = page.getByRole('complementary', { name: message('explore/prediction') })
  await prediction.getByText('off by').waitFor()
  await takeBoth(page, 'values')
  await close()
}, 300_000)
