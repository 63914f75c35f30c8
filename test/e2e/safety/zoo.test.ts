import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { RunRecord } from '../../../core/train/run.ts'
import { zoo } from '../../../core/zoo/catalogue.ts'
import { message } from '../../../renderer/messages/message.ts'
import { writePng } from '../../electron/cli/write-png.ts'
import { dataFolder, launch } from '../driver/launch.ts'
import { go, pressTrain, setField, takePicture } from '../driver/window.ts'

/** Names by commas; all of the zoo take longer than a test may. */
const asked = process.env['RECEPTIVE_SOAK_ZOO']
const names = asked === 'all' ? zoo.map(({ id }) => id) : (asked ?? 'alexnet').split(',')
/** Ten steps of the batch that a new project has, and as many samples for the test set as are left. */
const samples = 400
/** As many as a network of the zoo tells apart by itself. */
const classes = 10

const longestMs = 3_600_000

const studio = (...words: readonly string[]) => execFileSync(process.execPath, [resolve('out/cli.cjs'), ...words])

/** A project with a network at its published size, and images in it. */
function projectOf(network: string): string {
  const folder = dataFolder()
  const [images, project] = [join(folder, 'images'), join(folder, 'project')]
  for (let index = 0; index < samples; index++) {
    const shade = index % classes
    const bytes = Uint8Array.from({ length: 32 * 32 }, (_, at) => 20 * shade + ((at * 31 + index * 17) % 50))
    mkdirSync(join(images, `shade${shade}`), { recursive: true })
    writeFileSync(join(images, `shade${shade}`, `${index}.png`), writePng(32, 32, bytes))
  }
  studio('new', project, '--template', network)
  studio('import', images, '--to', project, '--use')
  return project
}

/** The newest run, as it is on disk. */
async function newestRun(page: Page): Promise<RunRecord | undefined> {
  return await page.evaluate(async () => {
    const [last] = await window.host.recentProjects()
    const opened = await window.host.openProject({ folder: last!.folder })
    if ('problems' in opened) throw new Error(opened.problems[0]?.message)
    return (await window.host.runs({ project: opened.project.id })).runs[0]
  })
}

it.each(names)(
  'trains %s at its published size, at the batch that is offered where its own does not fit',
  async name => {
    const { page, close } = await launch(dataFolder(), { words: [projectOf(name)] })
    await go(page, 'train')
    await setField(page, message('train/epochs'), 1)
    await pressTrain(page)
    const mend = page.getByRole('button', { name: /Take a batch of/ })
    const active = page.getByRole('button', { name: message('header/stop'), exact: true })
    await mend.or(active).waitFor({ timeout: 60_000 })
    if (await mend.isVisible()) {
      await mend.click()
      await pressTrain(page)
      await active.waitFor()
    }
    await active.waitFor({ state: 'detached', timeout: longestMs })
    await takePicture(page, `soak ${name}`)
    const { state, epochs, document } = (await newestRun(page))!
    console.info(`${name}: a batch of ${document.recipe.batchSize}, ${state}`)
    expect({ state, epochs: epochs.length }).toEqual({ state: 'done', epochs: 1 })
    await close()
  },
  longestMs
)
