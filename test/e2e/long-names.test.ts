import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { message } from '../../renderer/messages/message.ts'
import { writePng } from '../electron/cli/write-png.ts'
import { dataFolder, launch } from './driver/launch.ts'
import { go, openFrom, pressTrain, setField, takePicture, testResult } from './driver/window.ts'

const names = ['Straßenbahnhaltestelle', 'Fußgängerüberweg'] as const
const side = 28

/** 30 images a class that nothing tells apart, so that there are mistakes to look at. */
function imageFolder(folder: string): string {
  const root = join(folder, 'places')
  for (const [label, name] of names.entries()) {
    mkdirSync(join(root, name), { recursive: true })
    for (let index = 0; index < 30; index++) {
      const bytes = Uint8Array.from({ length: side * side }, (_, at) => (at * (31 + label) + index * 17) % 200)
      writeFileSync(join(root, name, `${index}.png`), writePng(side, side, bytes))
    }
  }
  return root
}

/** Of elements that show text, the texts that do not find room in theirs. */
async function cutTexts(elements: Locator): Promise<readonly string[]> {
  return elements.evaluateAll(all =>
    all
      .filter(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) => {
        return scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1
      })
      .map(element => element.textContent ?? '')
  )
}

it('shows long names of classes whole: in the answer and its bars, below samples, and beside the confusion matrix', async () => {
  const data = dataFolder()
  const { app, page, close } = await launch(data)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1000, 700))
  await go(page, 'data')
  await openFrom(app, imageFolder(data))
  await page.getByRole('button', { name: message('data/offerToChoose', { label: 'Folder of images' }) }).click()
  await page.getByText(message('data/imported', { count: 60, name: 'places' })).waitFor({ timeout: 30_000 })
  await page.getByRole('button', { name: message('data/use') }).click()
  await go(page, 'train')
  await setField(page, message('train/batchSize'), 8)
  await setField(page, message('train/epochs'), 1)
  await pressTrain(page)
  await page.getByRole('button', { name: message('problems/repair', { label: '2 units' }) }).click()
  await pressTrain(page)
  await testResult(page).waitFor({ timeout: 60_000 })

  await go(page, 'explore')
  const tiles = page.getByRole('list', { name: message('explore/testSet') }).getByRole('button')
  await tiles.first().click()
  const panel = page.getByRole('complementary', { name: message('explore/prediction') })
  const answer = panel.getByRole('status')
  await answer.getByText(/^(Straßenbahnhaltestelle|Fußgängerüberweg)$/).waitFor()
  const bars = panel.getByRole('list', { name: message('explore/probabilities') })
  expect(await cutTexts(answer.locator('strong'))).toEqual([])
  expect(await cutTexts(bars.locator('.name'))).toEqual([])
  const [above, below] = [(await answer.boundingBox())!, (await bars.boundingBox())!]
  expect(above.y + above.height).toBeLessThanOrEqual(below.y)
  expect(await cutTexts(tiles.locator('span, b, i'))).toEqual([])
  await takePicture(page, 'long names')

  await page.getByRole('radio', { name: message('explore/matrix'), exact: true }).click()
  const headings = page
    .getByRole('table', { name: message('explore/matrixLabel') })
    .locator('th[scope] , th[scope] span')
  await headings.first().waitFor()
  expect(await cutTexts(headings)).toEqual([])
  await takePicture(page, 'long names confused')
  await close()
})
