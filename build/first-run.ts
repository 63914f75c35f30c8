// node out/first-run.cjs FOLDER [WORD]...: what a person sees on a first start, without a person.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { keras } from '../core/exchange/keras/keras.ts'
import { placeLabels } from '../core/host/places.ts'
import type { TrainingEvent } from '../core/train/run.ts'
import { createOutput } from '../electron/cli/output.ts'
import { createTrainingText } from '../electron/cli/training-text.ts'
import { message } from '../renderer/messages/message.ts'
import { startElectron, type RunningElectron } from '../test/e2e/driver/electron.ts'

/** How long the window has for each step but the training itself. */
const stepMs = 90_000

const [folder = '.', ...words] = process.argv.slice(2)
const data = join(folder, 'data')
const output = createOutput(false, process.stdout, process.stderr)

/** Opens the first project, presses Train, watches it to the end, exports the model and takes a picture of the window. */
async function watchFirstRun({ app, page }: RunningElectron): Promise<void> {
  page.setDefaultTimeout(stepMs)
  await page.waitForFunction(async () => (await window.host.recentProjects()).length > 0)
  if (!(await page.evaluate(() => localStorage.getItem('tour') === 'seen')))
    await page.getByRole('button', { name: message('tour/skip') }).click()
  const run = await trainInWindow(page)
  const model = join(folder, 'lenet-digits.keras')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath, bookmark: '' })
  }, model)
  const difference = await exportInWindow(page)
  const image = join(folder, 'window.png')
  await go(page, 'train')
  await page.screenshot({ path: image })
  const [project] = await page.evaluate(() => window.host.recentProjects())
  output.line(`Trained run  ${join(project?.folder ?? '', 'runs', run)}`)
  output.line(`Model        ${model}`)
  output.line(`             ${message('export/difference').toLowerCase()} ${difference}`)
  output.line(`Window       ${image}`)
}

/** Presses Train in the window and follows the run. Resolves with its id once the test set is evaluated. */
function trainInWindow(page: Page): Promise<string> {
  const say = createTrainingText(output)
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('The window did not begin to train.')), stepMs)
    page.on('close', () => reject(new Error('The window was closed.')))
    const hear = (event: TrainingEvent) => {
      clearTimeout(late)
      say(event)
      if (event.event === 'failed') reject(new Error(`${event.message}\n  ${event.fix}`))
      else if (event.event === 'done') resolve(event.run)
    }
    pressTrain(page, hear).catch(reject)
  })
}

async function pressTrain(page: Page, hear: (event: TrainingEvent) => void): Promise<void> {
  await page.exposeFunction('hearTraining', hear)
  await page.evaluate(() => {
    const { hearTraining } = window as unknown as { hearTraining(event: TrainingEvent): void }
    window.host.on('training', hearTraining)
  })
  await page.getByRole('button', { name: message('header/trainNetwork'), exact: true }).click()
}

/** Exports as a Keras file to where the dialog says. Resolves with what the window says of the file read back. */
async function exportInWindow(page: Page): Promise<string> {
  await go(page, 'export')
  const card = page.getByRole('listitem').filter({ hasText: keras.summary })
  await card.getByRole('button', { name: message('export/button') }).click()
  return (await card.getByRole('status').getByRole('definition').first().innerText()).replace(/\s+/g, ' ')
}

async function go(page: Page, place: 'train' | 'export'): Promise<void> {
  const bar = page.getByRole('navigation', { name: message('window/places') })
  await bar.getByRole('button', { name: placeLabels[place], exact: true }).click()
}

async function main(): Promise<void> {
  await mkdir(folder, { recursive: true })
  output.note('Opening the studio with its first project.')
  const studio = await startElectron({ data, words })
  try {
    await watchFirstRun(studio)
  } finally {
    await studio.app.close()
  }
}

main().catch((error: unknown) => {
  output.note(error instanceof Error ? error.message : String(error))
  output.note(`The log is ${join(data, 'log.txt')}.`)
  process.exitCode = 1
})
