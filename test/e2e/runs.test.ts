import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { message } from '../../renderer/messages/message.ts'
import { openStudio } from '../electron/cli/studio.ts'
import { dataFolder, launch } from './driver/launch.ts'
import { waitUntil } from './driver/wait.ts'
import { chooseOfRun, go, pressTrain, setField, stroke, takePicture } from './driver/window.ts'

const rows = (page: Page) => page.getByRole('complementary', { name: message('runs/title') }).getByRole('listitem')
const ended = (page: Page, count: number, state: 'runs/done' | 'runs/failed' = 'runs/done') =>
  waitUntil(
    async () =>
      (await rows(page)
        .filter({ hasText: message(state) })
        .count()) === count,
    { timeout: 90_000 }
  )

async function chosenModel(page: Page): Promise<string> {
  return await page.getByLabel(message('models/model'), { exact: true }).innerText()
}

async function takeBoth(page: Page, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await page.locator(`[data-theme=${theme}]`).waitFor()
    await takePicture(page, `${name}-${theme}`)
  }
}

it('tells runs apart, shows what the newest says in every place, and takes a deletion back', async () => {
  const { page, close } = await launch(dataFolder())
  await go(page, 'train')
  await setField(page, message('train/epochs'), 2)
  await pressTrain(page)
  await ended(page, 1)

  await go(page, 'explore')
  expect(await chosenModel(page)).toContain('LeNet on digits')
  await stroke(page, page.getByText(message('explore/drawLabel')), [[0.5, 0.2], [0.5, 0.8]]) // prettier-ignore
  const bars = page.getByRole('list', { name: message('explore/probabilities') })
  await waitUntil(async () => (await bars.innerText()).includes('%'))
  const before = await bars.innerText()

  // The worse run: what it says of the same drawing stands beside its name, unasked.
  await go(page, 'train')
  await setField(page, 'Learning rate', 0.00002)
  await setField(page, message('train/epochs'), 1)
  await pressTrain(page)
  await ended(page, 2)
  await go(page, 'explore')
  expect(await chosenModel(page)).toContain('LeNet on digits, learning rate 0.00002, 1 epoch')
  await waitUntil(async () => (await bars.innerText()).includes('%'))
  expect(await bars.innerText()).not.toBe(before)
  await takePicture(page, 'asked again')
  await go(page, 'export')
  expect(await chosenModel(page)).toContain('learning rate 0.00002')

  // The other one, chosen in Train.
  await go(page, 'train')
  await rows(page).nth(1).getByRole('button').first().click()
  await rows(page).nth(0).getByRole('checkbox').check()
  await page.getByRole('region', { name: message('runs/comparison') }).waitFor()
  await takeBoth(page, 'compared runs')
  await go(page, 'explore')
  await waitUntil(async () => (await bars.innerText()) === before)

  await chooseOfRun(page, message('runs/describe'))
  await page.getByLabel(message('runs/nameLabel'), { exact: true }).fill('Too slow')
  await page.getByLabel(message('runs/noteLabel'), { exact: true }).fill('It learns nothing in an epoch.')
  await takePicture(page, 'name and note')
  await page.getByRole('button', { name: message('runs/describeConfirm'), exact: true }).click()
  await rows(page).filter({ hasText: 'Too slow' }).waitFor()

  await chooseOfRun(page, message('runs/delete'))
  const question = page.getByRole('dialog', { name: message('runs/deleteTitle', { name: 'Too slow' }) })
  await question.getByRole('button', { name: message('runs/deleteConfirm') }).click()
  await waitUntil(async () => (await rows(page).count()) === 1)
  await page.getByRole('button', { name: message('runs/restoreLast', { name: 'Too slow' }) }).click()
  await rows(page).filter({ hasText: 'It learns nothing in an epoch.' }).waitFor()

  // A failure keeps its reason.
  await page.getByLabel(message('train/optimizer'), { exact: true }).click()
  await page.getByRole('option', { name: 'SGD', exact: true }).click()
  await setField(page, 'Learning rate', 1e6)
  await pressTrain(page)
  await ended(page, 1, 'runs/failed')
  await page.getByRole('status').filter({ hasText: 'The loss is no longer a number' }).waitFor()
  await takeBoth(page, 'failed run')
  await close()
})

it('shows a run that the command line trains meanwhile', async () => {
  const cli = await openStudio()
  await cli.run('new', 'digits', '--template', 'firstStart')
  const { page, close } = await launch(dataFolder(), { words: [join(cli.folder, 'digits')] })
  await go(page, 'train')
  await page.getByText(message('runs/none')).waitFor()
  const { code, stderr } = await cli.run('train', 'digits', '--epochs', '2', '--json')
  expect(code, stderr).toBe(0)
  await ended(page, 1)
  await page.getByRole('img', { name: /^Accuracy:.*training/i }).waitFor()
  await takePicture(page, 'run of the command line')
  await close()
  await cli.close()
})

it('goes on with a run that has ended, and holds an entry that is no number of epochs to go to', async () => {
  const { page, close } = await launch(dataFolder())
  await go(page, 'train')
  await setField(page, message('train/epochs'), 1)
  await pressTrain(page)
  await ended(page, 1)
  await page.getByRole('button', { name: message('train/goOn'), exact: true }).click()
  const question = page.getByRole('dialog', { name: message('train/goOnTitle', { name: 'LeNet on digits' }) })
  const confirm = question.getByRole('button', { name: message('train/goOn'), exact: true })
  const epochs = question.getByLabel(message('train/goOnEpochs'), { exact: true })
  await epochs.fill('1')
  await waitUntil(() => confirm.isDisabled())
  await epochs.fill('3')
  await confirm.click()
  await rows(page)
    .filter({ hasText: message('runs/epochs', { done: 3, epochs: 3 }) })
    .filter({ hasText: message('runs/done') })
    .waitFor({ timeout: 60_000 })
  await close()
})
