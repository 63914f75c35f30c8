import type { Page } from 'playwright-core'
import type { RunningElectron } from '../../e2e/driver/electron.ts'
import { chooseFrom, openProject } from './canvas-open.ts'
import { positionOfActive, settle, show } from './canvas-gestures.ts'
import type { CanvasProject } from './canvas-projects.ts'
import { type Measurement, measurementOf } from '../measurement.ts'
import { type Busy, busyBetween, markPrefix, traced } from '../trace.ts'

const rounds = 5

/** Edits of a layer near the beginning, after which everything else has another shape, or another place in the order. */
const edits: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  async 'a move'(page) {
    await chooseSecond(page)
    const { x, y } = await positionOfActive(page)
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 30, y + 20, { steps: 3 })
    await page.mouse.up()
  },
  async 'a parameter'(page) {
    await chooseSecond(page)
    const field = page.getByLabel('Strides', { exact: true }).first()
    await field.fill('1')
    await field.press('Enter')
    await page.locator('[data-canvas]').focus()
  },
  async 'a deletion'(page) {
    await chooseSecond(page)
    await page.keyboard.press('Delete')
  }
}

/** What taking an edit back costs the main thread, until the frame that shows it. */
export async function* undoTimes({ app, page }: RunningElectron, project: CanvasProject): AsyncGenerator<Measurement> {
  await chooseFrom(app, [project.folder])
  await openProject(page, project.name)
  await show(page, 'far out')
  for (const [name, edit] of Object.entries(edits)) {
    const times: Busy[] = []
    for (let round = 0; round <= rounds; round++) {
      await edit(page)
      await settle(page)
      if (!(await isUnsaved(page))) throw new Error(`The window took no note of ${name}.`)
      const trace = await traced(app, () => undo(page))
      const [busy] = busyBetween(trace, 'undo')
      await settle(page)
      if (await isUnsaved(page)) throw new Error(`The window did not take back ${name}.`)
      if (round > 0 && busy !== undefined) times.push(busy)
    }
    const about = { bench: 'canvas', case: project.name, goal: 16 }
    yield measurementOf(
      { ...about, metric: `main thread ms of undoing ${name}` },
      times.map(({ milliseconds }) => milliseconds)
    )
    yield measurementOf(
      { ...about, metric: `main thread ms of undoing ${name}, of the processor` },
      times.map(({ cpu }) => cpu)
    )
  }
}

/** The title of the window says so. */
async function isUnsaved(page: Page): Promise<boolean> {
  return (await page.title()).startsWith('•')
}

async function chooseSecond(page: Page): Promise<void> {
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Home')
  await page.keyboard.press('Tab')
}

async function undo(page: Page): Promise<void> {
  await page.evaluate(
    mark =>
      new Promise<void>(resolve => {
        requestAnimationFrame(() =>
          setTimeout(() => {
            performance.mark(mark)
            dispatchEvent(new KeyboardEvent('keydown', { key: 'z', code: 'KeyZ', ctrlKey: true, bubbles: true }))
            requestAnimationFrame(() =>
              setTimeout(() => {
                performance.mark(mark)
                resolve()
              })
            )
          })
        )
      }),
    `${markPrefix}undo`
  )
}
