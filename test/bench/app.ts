import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ElectronApplication, Page } from 'playwright-core'
import { type RunningElectron, startElectron } from '../e2e/driver/electron.ts'
import type { BenchOptions } from './bench.ts'
import { withFolder } from './bench-folder.ts'
import { openDisplay } from './display.ts'
import { type Measurement, measurementOf } from './measurement.ts'

const run = promisify(execFile)

const networks = ['firstStart', 'mnistCnn']
const rounds = 3
/** The epochs of each training; the first warms up. */
const epochs = 5
const ticksMs = 1000
const tickMs = 16
/** Ticks of at least 95 % of the idle ones are 1 / 0.95 as far apart. */
const tickGoal = 1.053

interface Case {
  readonly network: string
  readonly batch: number
  readonly folder: string
  readonly display: string | undefined
}

/** What the window costs a training, and a training the window. */
export async function* benchApp({ cases, batches }: BenchOptions): AsyncGenerator<Measurement> {
  const display = await openDisplay()
  try {
    for (const network of networks) {
      if (cases.length > 0 && !cases.includes(network)) continue
      for (const batch of batches.length > 0 ? batches : [32]) {
        yield* withFolder(folder => compare({ network, batch, folder, display: display.name }))
      }
    }
  } finally {
    display.close()
  }
}

async function* compare({ network, batch, folder, display }: Case): AsyncGenerator<Measurement> {
  const [shown, plain] = await Promise.all(
    ['shown', 'plain'].map(name => makeProject(join(folder, name), network, batch))
  )
  const electron = await startElectron({
    data: join(folder, 'data'),
    words: [shown ?? ''],
    ...(display !== undefined && { display })
  })
  const measured = {
    inApp: [] as number[],
    inNode: [] as number[],
    idle: [] as number[],
    busy: [] as number[],
    presses: [] as number[]
  }
  try {
    await usable(electron.page)
    await showPlace(electron.page, 'Train')
    for (let round = 0; round < rounds; round++) {
      measured.inApp.push(...(await trainInApp(electron.page).ended).slice(1))
      measured.inNode.push(...(await trainInNode(plain ?? '')).slice(1))
      measured.idle.push(await ticks(electron.app), await ticks(electron.app))
      const training = trainInApp(electron.page)
      await training.begun
      measured.busy.push(await ticks(electron.app), await ticks(electron.app))
      measured.presses.push(await slowestPress(electron.page))
      await training.ended
    }
  } finally {
    await end(electron)
  }
  const about = { bench: 'app', case: network, batch } as const
  yield measurementOf({ ...about, metric: 'epoch ms in the window', goal: 1.15 }, measured.inApp, {
    'plain Node': measured.inNode
  })
  yield measurementOf({ ...about, metric: 'main thread ms a tick while training', goal: tickGoal }, measured.busy, {
    idle: measured.idle
  })
  yield measurementOf({ ...about, metric: 'slowest press ms while training', goal: 100 }, measured.presses)
}

async function makeProject(folder: string, template: string, batch: number): Promise<string> {
  await run(process.execPath, ['out/cli.cjs', 'new', folder, '--template', template])
  const file = join(folder, 'project.json')
  const project = JSON.parse(readFileSync(file, 'utf8')) as { readonly recipe: object }
  writeFileSync(file, JSON.stringify({ ...project, recipe: { ...project.recipe, epochs, batchSize: batch } }))
  return folder
}

/** Waits until the drawing is there and Train can be pressed. */
async function usable(page: Page): Promise<void> {
  await page.getByRole('option').first().waitFor({ state: 'attached' })
  await page.locator('button.train:enabled').waitFor()
}

async function showPlace(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name, exact: true }).click()
}

interface Training {
  /** After its first epoch. */
  readonly begun: Promise<void>
  /** The milliseconds of its epochs, once the test set is evaluated. */
  readonly ended: Promise<readonly number[]>
}

function trainInApp(page: Page): Training {
  const begun = page.evaluate(
    () =>
      new Promise<void>(resolve => {
        const stop = window.host.on('training', event => {
          if (event.event !== 'epoch') return
          stop()
          resolve()
        })
      })
  )
  const ended = page.evaluate(
    () =>
      new Promise<number[]>((resolve, reject) => {
        const times: number[] = []
        const stop = window.host.on('training', event => {
          if (event.event === 'epoch') times.push(event.milliseconds)
          if (event.event === 'failed') reject(new Error(event.message))
          if (event.event !== 'done') return
          stop()
          resolve(times)
        })
      })
  )
  const pressed = page.locator('button.train').click()
  return { begun: pressed.then(() => begun), ended: pressed.then(() => ended) }
}

async function trainInNode(project: string): Promise<readonly number[]> {
  const { stdout } = await run(process.execPath, ['out/cli.cjs', 'train', project, '--json'])
  const events = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { readonly event: string; readonly milliseconds: number })
  return events.filter(({ event }) => event === 'epoch').map(({ milliseconds }) => milliseconds)
}

/** Milliseconds from one tick of a timer in the main process to the next, over a second. */
function ticks(app: ElectronApplication): Promise<number> {
  return app.evaluate(
    (_, [whole, step]) =>
      new Promise<number>(resolve => {
        const started = performance.now()
        let count = 0
        const timer = setInterval(() => {
          count++
          const passed = performance.now() - started
          if (passed < whole) return
          clearInterval(timer)
          resolve(passed / count)
        }, step)
      }),
    [ticksMs, tickMs] as const
  )
}

/** From a press on each place to the frame that shows it; ends where it began. */
async function slowestPress(page: Page): Promise<number> {
  const buttons = page.getByRole('navigation').getByRole('button')
  const times: number[] = []
  for (const place of [0, 1, 3, 4, 2]) {
    times.push(
      await buttons.nth(place).evaluate(
        button =>
          new Promise<number>(resolve => {
            const pressed = performance.now()
            ;(button as HTMLElement).click()
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - pressed)))
          })
      )
    )
  }
  return Math.max(...times)
}

async function end({ app, ended }: RunningElectron): Promise<void> {
  app.process().kill('SIGKILL')
  await ended
}
