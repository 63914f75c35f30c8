import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { readSafetensors, writeSafetensors } from '../../../core/exchange/safetensors.ts'
import { dataFolder, launch } from '../driver/launch.ts'
import { go, openFrom, places, takePicture } from '../driver/window.ts'

const record = 'runs/trained/run.json'
const weights = 'runs/trained/weights.safetensors'

/** What somebody may have made of a project before sending it, and what the window says to it. */
const projects: readonly {
  readonly name: string
  /** `outside` is a folder beside the project, empty as yet. */
  readonly make: (project: string, outside: string) => void
  readonly says: RegExp
}[] = [
  {
    name: 'a journal that leads to a file which is not there',
    make: (project, outside) => symlinkSync(join(outside, 'made'), join(project, 'journal.jsonl')),
    says: /journal\.jsonl/
  },
  {
    name: 'runs that lie elsewhere',
    make(project, outside) {
      renameSync(join(project, 'runs'), join(outside, 'runs'))
      symlinkSync(join(outside, 'runs'), join(project, 'runs'))
    },
    says: /There is a link .*runs|runs.*link/
  },
  {
    name: 'datasets that are to be packed elsewhere',
    make: (project, outside) => symlinkSync(outside, join(project, 'datasets')),
    says: /datasets/
  },
  {
    name: 'a project file nested 10,000 deep',
    make: project => writeFileSync(join(project, 'project.json'), '['.repeat(10_000) + ']'.repeat(10_000)),
    says: /nested/
  },
  {
    name: 'a run whose record is a folder',
    make(project) {
      mkdirSync(join(project, 'runs/broken'))
      mkdirSync(join(project, 'runs/broken/run.json'))
    },
    says: /runs\/broken/
  },
  {
    name: 'weights of 255 axes',
    make(project) {
      const file = readSafetensors(readFileSync(join(project, weights)), weights)
      if ('problem' in file) throw new Error(file.problem.message)
      const kernel = file.tensors['c1/kernel']!
      const shape = [...Array<number>(255 - kernel.shape.length).fill(1), ...kernel.shape]
      const tensors = { ...file.tensors, 'c1/kernel': { ...kernel, shape } }
      writeFileSync(join(project, weights), Buffer.concat(writeSafetensors({ ...file, tensors })))
    },
    says: /255 axes/
  },
  {
    name: 'images that no memory holds',
    make(project) {
      const text = readFileSync(join(project, record), 'utf8')
      writeFileSync(join(project, record), text.replace(/"height": \d+/, '"height": 67108864'))
    },
    says: /runs\/trained: This run cannot be read/
  }
]

it('opens projects that were made to do harm, does none, and says what is wrong with each', async () => {
  const { app, page, ended, close } = await launch(dataFolder())
  let isEnded = false
  void ended.then(() => (isEnded = true))
  for (const { name, make, says } of projects) {
    const folder = dataFolder()
    const [project, outside] = [join(folder, 'project'), join(folder, 'outside')]
    mkdirSync(outside)
    cpSync(resolve('test/fixtures/projects/v2-trained'), project, { recursive: true })
    make(project, outside)
    const before = readdirSync(outside, { recursive: true }).sort()
    await openFrom(app, project)
    await page.keyboard.press('Control+o')
    // What a place asks for and does not get is said there.
    for (const place of [...places, 'explore'] as const) await go(page, place)
    await page.getByText(says).first().waitFor()
    await takePicture(page, `foreign ${name}`)
    expect(readdirSync(outside, { recursive: true }).sort(), name).toEqual(before)
    expect(isEnded, name).toBe(false)
  }
  await close()
})
