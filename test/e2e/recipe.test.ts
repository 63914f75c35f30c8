import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { message } from '../../renderer/messages/message.ts'
import { dataFolder, launch } from './driver/launch.ts'
import { go, pressTrain, setField, takePicture, testAccuracy } from './driver/window.ts'

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

it('trains by the optimizer and the schedule that were chosen, and takes a choice back', async () => {
  const { page, close } = await launch(dataFolder())
  await go(page, 'train')
  await choose(page, message('train/optimizer'), 'AdamW')
  await setField(page, 'Learning rate', 0.003)
  await setField(page, 'Weight decay', 0.02)
  await choose(page, message('train/schedule'), 'Cosine')
  await setField(page, 'Warm-up', 0.5)
  await page.getByRole('img', { name: /^Learning rate over the training: from 0\.0003 up to 0\.003, / }).waitFor()
  await choose(page, message('train/optimizer'), 'SGD')
  await page.getByLabel('Momentum', { exact: true }).waitFor()
  await page.keyboard.press('Control+z')
  await page.getByLabel('Beta 1', { exact: true }).waitFor({ state: 'detached' })
  await setField(page, message('train/epochs'), 2)
  await takePicture(page, 'recipe')
  await pressTrain(page)
  expect(await testAccuracy(page)).toBeGreaterThan(0.9)
  const recipe = await page.evaluate(async () => {
    const [last] = await window.host.recentProjects()
    const opened = await window.host.openProject({ folder: last!.folder })
    if ('problems' in opened) throw new Error(opened.problems[0]?.message)
    return (await window.host.runs({ project: opened.project.id })).runs[0]?.document.recipe
  })
  expect(recipe).toMatchObject({
    epochs: 2,
    updates: [
      {
        optimizer: { kind: 'adamw', learningRate: 0.003, weightDecay: 0.02 },
        schedule: { kind: 'cosine', warmupEpochs: 0.5 }
      }
    ]
  })
  await close()
})

it('refuses a batch that the machine has no memory for, and offers the largest one that fits', async () => {
  const { page, close } = await launch(dataFolder())
  await go(page, 'train')
  await setField(page, message('train/batchSize'), 1_000_000)
  const mend = page.getByRole('button', { name: /Take a batch of/ })
  await mend.waitFor()
  await takePicture(page, 'batch too large')
  await pressTrain(page)
  await mend.click()
  await mend.waitFor({ state: 'detached' })
  const offered = Number(await page.getByLabel(message('train/batchSize'), { exact: true }).inputValue())
  expect(offered).toBeGreaterThan(1000)
  expect(offered).toBeLessThan(1_000_000)
  await page.getByText(/largest batch here/).waitFor()
  await close()
})

it('keeps an entry that does not fit as it was typed, and trains only once it is mended or taken back', async () => {
  const { page, close } = await launch(dataFolder())
  await go(page, 'train')
  const batch = page.getByLabel(message('train/batchSize'), { exact: true })
  const train = page.getByRole('button', { name: message('header/trainNetwork'), exact: true })
  await batch.fill('0')
  await page.getByLabel(message('train/epochs'), { exact: true }).focus()
  const bound = message('field/integer', { min: '1', max: '1,000,000' })
  await page.getByRole('alert').getByText(bound).waitFor()
  await go(page, 'data')
  expect(await train.isDisabled()).toBe(true)
  // What holds it is named in the status bar, which leads back.
  await page.getByRole('button', { name: message('entry/held', { fields: message('train/batchSize') }) }).click()
  expect(await batch.inputValue()).toBe('0')
  await batch.press('Escape')
  expect([await batch.inputValue(), await train.isDisabled()]).toEqual(['32', false])
  await batch.fill('1 000')
  await batch.press('Enter')
  expect(await batch.inputValue()).toBe('1000')
  await close()
})
