import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { message } from '../../../renderer/messages/message.ts'
import { createRandom } from '../../renderer/random.ts'
import { savedDocument } from '../driver/drawing.ts'
import { dataFolder, launch, type Studio } from '../driver/launch.ts'
import { waitUntil } from '../driver/wait.ts'
import { openLeftClosed, setField } from '../driver/window.ts'

const kills = Number(process.env['RECEPTIVE_APP_KILLS'] ?? 4)
/** What may be lost of edits that were not saved. */
const losableMs = 2000
/** The layer that is edited, and the parameter whose value counts the edits. */
const layer = 'f6'

interface Work {
  /** When each value was in the drawing, by the value. */
  readonly drawn: ReadonlyMap<number, number>
  /** The newest value that was seen in the project's file. */
  readonly saved: number
  readonly killedMs: number
}

/** Edits one value after the other and saves now and then, until the app is killed at a random moment. */
async function workUntilKilled({ page, kill }: Studio, file: string, from: number, random: () => number) {
  const drawn = new Map<number, number>()
  let saved = from
  let isAlive = true
  const edit = async (): Promise<void> => {
    for (let value = from + 1; isAlive; value++) {
      await setField(page, 'Units', value)
      drawn.set(value, Date.now())
      if (random() > 0.3) continue
      await page.keyboard.press('Control+s')
      if (random() > 0.5) continue
      await waitUntil(() => !isAlive || savedValue(file) >= value, { interval: 2 })
      if (isAlive) saved = value
    }
  }
  // What the app is asked for while it dies gets no answer.
  const editing = edit().catch((error: unknown) => {
    if (isAlive) throw error
  })
  await new Promise(resolve => setTimeout(resolve, 100 + random() * 2900))
  isAlive = false
  const killedMs = Date.now()
  await kill()
  await editing
  return { drawn, saved, killedMs }
}

function savedValue(file: string): number {
  const { nodes } = JSON.parse(readFileSync(file, 'utf8')) as Awaited<ReturnType<typeof savedDocument>>
  return Number(Object.values(nodes).find(({ name }) => name === layer)?.parameters['units'])
}

/** What a kill has lost, or nothing. */
function lossOf({ drawn, saved, killedMs }: Work, onDisk: number, back: number): string | undefined {
  if (onDisk < saved) return `the save of ${saved}: the file says ${onDisk}`
  const lostMs = killedMs - (drawn.get(back + 1) ?? killedMs)
  return lostMs > losableMs ? `edits of ${lostMs} ms: ${back} of ${Math.max(...drawn.keys())}` : undefined
}

/** Opens the app, opens and takes what it offers back, and selects the layer. */
async function begin(data: string, isAfterKill = false): Promise<Studio> {
  const studio = await launch(data)
  const { page } = studio
  if (isAfterKill) await openLeftClosed(page)
  await page.getByRole('option').first().waitFor({ state: 'attached' })
  const take = page.getByRole('button', { name: message('project/recoveredTake') })
  if (await take.isVisible()) await take.click()
  await select(page)
  return studio
}

async function select(page: Page): Promise<void> {
  await page.keyboard.press('Control+f')
  await page.keyboard.type(layer)
  await page.getByRole('dialog').getByRole('option', { name: layer }).first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByLabel('Units', { exact: true }).waitFor()
}

it(
  `loses nothing saved and at most two seconds when it is killed at ${kills} random moments`,
  async () => {
    const data = dataFolder()
    let studio = await begin(data)
    const folder = await studio.page.evaluate(async () => (await window.host.recentProjects())[0]!.folder)
    const file = join(folder, 'project.json')
    const losses: string[] = []
    let value = savedValue(file)
    let edits = 0
    for (let moment = 1; moment <= kills; moment++) {
      const work = await workUntilKilled(studio, file, value, createRandom(moment))
      const onDisk = savedValue(file)
      studio = await begin(data, true)
      await savedDocument(studio.page)
      value = savedValue(file)
      const loss = lossOf(work, onDisk, value)
      if (loss !== undefined) losses.push(`moment ${moment}: ${loss}`)
      edits += work.drawn.size
    }
    await studio.close()
    expect(losses).toEqual([])
    expect(edits).toBeGreaterThan(kills)
  },
  30_000 * kills
)
