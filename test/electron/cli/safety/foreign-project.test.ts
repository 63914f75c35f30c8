import { cp, lstat, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { digitsFolder, openStudio } from '../studio.ts'

let studio: Awaited<ReturnType<typeof openStudio>>
/** The one run of the project `own`, which has a dataset and a model as well. */
let run: string

const keras = join(process.cwd(), 'test/fixtures/exchange/keras/sound-stack.keras')
const at = (...names: readonly string[]) => join(studio.folder, ...names)
const images = 'images'

beforeAll(async () => {
  studio = await openStudio()
  await studio.run('new', 'own', '--template', 'lenet5')
  await studio.run('import', digitsFolder, '--to', 'own', '--use')
  await cp(digitsFolder, at(images), { recursive: true })
  const [prepared] = await Promise.all([
    studio.run('train', 'own', '--epochs', '1', '--batch-size', '512', '--json'),
    studio.run('open', keras, '--to', 'own')
  ])
  run = (JSON.parse(prepared.stdout.trim().split('\n').at(-1) ?? '') as { run: string }).run
}, 120_000)
afterAll(() => studio.close())

/** A copy of the project in which a part lies elsewhere and a link in its place. */
async function foreignProject(name: string, part: string): Promise<{ project: string; outside: string }> {
  const [project, outside] = [`project-${name}`, `outside-${name}`]
  await cp(at('own'), at(project), { recursive: true })
  await mkdir(at(outside))
  const path = at(project, part)
  await mkdir(dirname(path), { recursive: true })
  // Where there is no such part, the link leads to a file that it would make.
  await rename(path, at(outside, 'target')).catch(() => undefined)
  await symlink(at(outside, 'target'), path)
  return { project, outside }
}

/** All that lies below a folder, with what is in it and when it was changed. */
async function treeOf(folder: string): Promise<unknown> {
  const names = (await readdir(at(folder), { recursive: true })).sort()
  return await Promise.all(
    names.map(async name => {
      const { mtimeMs, size, ino } = await lstat(at(folder, name))
      return [name, mtimeMs, size, ino]
    })
  )
}

/** Each command that reads a project or writes to one. */
const commands = (project: string): Readonly<Record<string, readonly string[]>> => ({
  check: ['check', project],
  inspect: ['inspect', project],
  train: ['train', project, '--epochs', '1'],
  import: ['import', images, '--to', project, '--use'],
  open: ['open', keras, '--to', project],
  runs: ['runs', project],
  models: ['models', project],
  evaluate: ['evaluate', project, '--run', run]
})

describe('a project with a link in the place of', () => {
  it.each([
    ['project.json', ['check', 'inspect', 'train', 'import', 'open']],
    ['project.previous.json', ['check', 'inspect', 'train', 'import', 'open']],
    ['journal.jsonl', ['check', 'inspect', 'train', 'import', 'open']],
    ['.open.json', ['check', 'train', 'import', 'open']],
    ['.call', ['check', 'train', 'import', 'open']],
    ['runs', ['check', 'train', 'import', 'open', 'runs', 'evaluate']],
    ['datasets', ['check', 'train', 'import', 'open', 'evaluate']],
    ['models', ['check', 'train', 'import', 'open', 'models']]
  ])('%s is refused by that name, and touches nothing outside', async (part, names) => {
    const { project, outside } = await foreignProject(part, part)
    const before = [await treeOf(project), await treeOf(outside)]
    const ended = await Promise.all(names.map(name => studio.run(...commands(project)[name]!)))
    for (const { code, stdout, stderr } of ended) {
      expect(code).toBe(1)
      expect(stdout + stderr).toContain(part)
      expect(stdout + stderr).toMatch(/There is a link|is a link to another place/)
      expect(stdout + stderr).not.toMatch(/\n {4}at /)
    }
    expect([await treeOf(project), await treeOf(outside)]).toEqual(before)
  })

  it('a run, or of a file in one, is told of that run alone, and touches nothing outside', async () => {
    for (const part of ['', 'run.json', 'metrics.jsonl']) {
      const { project, outside } = await foreignProject(`run-${part}`, join('runs', run, part))
      const before = await treeOf(outside)
      const [listed, evaluated] = await Promise.all(
        ['runs', 'evaluate'].map(name => studio.run(...commands(project)[name]!))
      )
      expect([listed?.code, listed?.stderr]).toEqual([0, expect.stringMatching(/This run cannot be read: .* a link/)])
      expect([evaluated?.code, evaluated?.stderr]).toEqual([1, expect.stringMatching(/is a link/)])
      expect(await treeOf(outside)).toEqual(before)
    }
  })

  it.each([
    ['last', 'weights.safetensors'],
    ['best', 'best-1.safetensors']
  ])('the %s weights is refused by the command that reads them, and touches nothing outside', async (which, file) => {
    const { project, outside } = await foreignProject(which, join('runs', run, file))
    const before = await treeOf(outside)
    const { code, stderr } = await studio.run(...commands(project)['evaluate']!, '--weights', which)
    expect([code, stderr]).toEqual([1, expect.stringContaining(`runs/${run}/${file} is a link`)])
    expect(await treeOf(outside)).toEqual(before)
  })

  it('the packed images of a dataset is refused by its name, or packed anew in the project', async () => {
    const [dataset = ''] = await readdir(at('own', 'datasets'))
    const [variant = ''] = await readdir(at('own', 'datasets', dataset))
    for (const part of [join('datasets', dataset), join('datasets', dataset, variant)]) {
      const { project, outside } = await foreignProject(part.replaceAll('/', '-'), part)
      const before = await treeOf(outside)
      const ended = await Promise.all(['evaluate', 'train'].map(name => studio.run(...commands(project)[name]!)))
      for (const { code, stderr } of ended) expect([code, stderr]).toEqual([1, expect.stringContaining(part)])
      expect(await treeOf(outside)).toEqual(before)
    }
  })
})

it('a project that is reached through a link trains', async () => {
  await cp(at('own'), at('far'), { recursive: true })
  await symlink(at('far'), at('near'))
  const { code, stderr } = await studio.run('train', 'near', '--epochs', '1', '--batch-size', '512')
  expect([code, stderr]).toEqual([0, expect.any(String)])
  expect(await readdir(at('far', 'runs'))).toHaveLength(2)
}, 60_000)

describe('a project that is nested very deep', () => {
  const nested = `${'['.repeat(10_000)}${']'.repeat(10_000)}`

  it('is told as a problem of its file, without a stack', async () => {
    await cp(at('own'), at('nested'), { recursive: true })
    await rm(at('nested/project.previous.json'), { force: true })
    await writeFile(at('nested/project.json'), nested)
    const ended = await Promise.all(['check', 'train', 'import'].map(name => studio.run(...commands('nested')[name]!)))
    for (const { code, stdout, stderr } of ended) {
      expect([code, stdout + stderr]).toEqual([1, expect.stringMatching(/project\.json: .*nested deeper than/)])
      expect(stdout + stderr).not.toMatch(/call stack|\n {4}at /)
    }
  })

  it('in a run, or in what --set gives, is told there', async () => {
    await cp(at('own'), at('nested-run'), { recursive: true })
    await writeFile(at('nested-run/runs', run, 'run.json'), nested)
    const [listed, evaluated, trained] = await Promise.all([
      studio.run('runs', 'nested-run'),
      studio.run('evaluate', 'nested-run', '--run', run),
      studio.run('train', 'nested-run', '--set', `recipe.learningRate=${nested}`)
    ])
    expect([listed.code, listed.stderr]).toEqual([0, expect.stringMatching(/run\.json .*nested deeper than/)])
    expect([evaluated.code, evaluated.stderr]).toEqual([1, expect.stringMatching(/run\.json .*nested deeper than/)])
    expect([trained.code, trained.stderr]).toEqual([2, expect.stringMatching(/does not fit/)])
  })
})

describe('a folder that is taken away while it trains', () => {
  it.each([
    ['the project', (project: string) => at(project)],
    ['the run', (project: string, name: string) => at(project, 'runs', name)]
  ])(
    'is named at the end: %s',
    async (what, folderOf) => {
      const project = `gone-${what.replace(' ', '-')}`
      await cp(at('own'), at(project), { recursive: true })
      const training = studio.start(['train', project, '--epochs', '100', '--batch-size', '512', '--json'])
      await training.says('"epoch":1')
      const name = (await readdir(at(project, 'runs'))).sort().at(-1) ?? ''
      // It is written into meanwhile.
      await rm(folderOf(project, name), { recursive: true, maxRetries: 5 })
      const { code, stderr } = await training.ended
      expect(code).toBe(1)
      expect(stderr).toContain(`The folder ${folderOf(project, name)} is gone: it was deleted, moved or renamed`)
      expect(await readFile(at(project, 'runs', name, 'run.json')).catch(() => 'none')).toBe('none')
    },
    60_000
  )
})
