import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { zooNetwork } from '../../../core/zoo/catalogue.ts'
import { digits } from '../../digits.ts'
import { openStudio } from './studio.ts'
import { writePng } from './write-png.ts'

let studio: Awaited<ReturnType<typeof openStudio>>
let run = ''

interface EpochLine {
  readonly event: 'epoch'
  readonly epoch: number
  readonly loss: number
  readonly accuracy: number
  readonly validationLoss: number
  readonly validationAccuracy: number
  readonly metrics: Readonly<Record<string, number>>
  readonly validation: Readonly<Record<string, number>>
  readonly milliseconds: number
}
interface DoneLine {
  readonly event: 'done'
  readonly run: string
  readonly state: string
  readonly testLoss: number
  readonly testAccuracy: number
  readonly metrics: Readonly<Record<string, number>>
}

function linesOf(stdout: string): readonly (EpochLine | DoneLine)[] {
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as EpochLine | DoneLine)
}

async function trained(
  ...words: readonly string[]
): Promise<{ readonly epochs: readonly EpochLine[]; readonly done: DoneLine }> {
  const { code, stdout, stderr } = await studio.run('train', ...words, '--json')
  expect(code, stderr).toBe(0)
  const lines = linesOf(stdout)
  return { epochs: lines.slice(0, -1) as EpochLine[], done: lines.at(-1) as DoneLine }
}

interface ListedRun {
  readonly id: string
  readonly name: string
  readonly dataset: string
  readonly state: string
  readonly recipe: { readonly epochs: number }
  readonly metrics: Readonly<Record<string, number>>
}

async function listed(project: string): Promise<readonly ListedRun[]> {
  return (await studio.json('runs', project)) as readonly ListedRun[]
}

beforeAll(async () => {
  studio = await openStudio()
  await studio.json('new', 'project', '--template', 'firstStart')
  const { epochs, done } = await trained('project', '--epochs', '2')
  expect(epochs.map(({ event, epoch }) => [event, epoch])).toEqual([
    ['epoch', 1],
    ['epoch', 2]
  ])
  for (const { metrics, validation, ...line } of epochs) {
    expect(metrics).toEqual({ loss: line.loss, accuracy: line.accuracy })
    expect(validation).toEqual({ loss: line.validationLoss, accuracy: line.validationAccuracy })
    expect(line.milliseconds).toBeGreaterThan(0)
  }
  expect(done.testAccuracy).toBeGreaterThan(0.9)
  expect(done.metrics).toEqual({ loss: done.testLoss, accuracy: done.testAccuracy })
  run = done.run
}, 120_000)
afterAll(() => studio.close())

it('lists the zoo with what each network takes', async () => {
  const rows = (await studio.json('zoo')) as { id: string; input: number[] }[]
  expect(rows.every(row => zooNetwork(row.id) !== undefined && row.input.length === 3)).toBe(true)
  expect(rows).toContainEqual({
    id: 'lenet5',
    name: 'LeNet-5',
    year: 1998,
    input: [32, 32, 1],
    settings: expect.any(String)
  })
})

it('counts LeNet-5 as the paper does, in every layer', async () => {
  const { totals, layers } = (await studio.json('inspect', 'lenet5')) as {
    totals: { parameters: number }
    layers: { path: string; parameters: number; receptiveField: { size: number[] } }[]
  }
  const parametersOf = (path: string) => layers.find(layer => layer.path === path)?.parameters
  // LeCun et al. 1998, section II.B, with C3 joined to all maps.
  expect(['c1', 'c5', 'f6'].map(parametersOf)).toEqual([156, 48_120, 10_164])
  expect(layers.find(({ path }) => path === 'c5')?.receptiveField.size).toEqual([32, 32])
  expect(totals.parameters).toBe(layers.reduce((sum, layer) => sum + layer.parameters, 0))
})

it('evaluates the run as its training did, with a confusion matrix over the same samples', async () => {
  const { loss, accuracy, metrics, confusion, topK, perClass, auc } = (await studio.json(
    'evaluate',
    'project',
    '--run',
    run,
    '--top-k',
    '1'
  )) as {
    loss: number
    accuracy: number
    metrics: Readonly<Record<string, number>>
    confusion: number[][]
    topK: { k: number; accuracy: number }
    perClass: { count: number }[]
    auc: number
  }
  const all = confusion.flat().reduce((sum, count) => sum + count, 0)
  const right = confusion.reduce((sum, row, label) => sum + row[label]!, 0)
  const record = (await listed('project')).find(({ id }) => id === run)!
  expect([all, right / all]).toEqual([1000, accuracy])
  expect(metrics).toEqual({ loss, accuracy })
  expect(accuracy).toBe(record.metrics['accuracy'])
  expect(topK).toEqual({ k: 1, accuracy })
  expect(perClass.map(({ count }) => count)).toEqual(confusion.map(row => row.reduce((sum, count) => sum + count, 0)))
  expect(auc).toBeGreaterThan(0.9)
  expect(loss).toBeCloseTo(record.metrics['loss']!, 5)
})

it('lists the runs of a project with what they were trained on, how, and to what metrics', async () => {
  const [first, ...others] = await listed('project')
  expect(others).toEqual([])
  expect(first).toMatchObject({ id: run, state: 'done', dataset: 'Digits', recipe: { epochs: 2 } })
  expect(first!.metrics['accuracy']).toBeGreaterThan(0.9)
  const { stdout } = await studio.run('runs', 'project')
  expect(stdout).toContain(`accuracy ${(first!.metrics['accuracy']! * 100).toFixed(1)} %`)
})

it('reads digits from PNG files', async () => {
  const { images, labels } = digits()
  const files: string[] = []
  for (let index = 0; index < 10; index++) {
    files.push(`${index}.png`)
    const bytes = images.subarray(index * 784, (index + 1) * 784)
    await writeFile(join(studio.folder, `${index}.png`), writePng(28, 28, bytes))
  }
  const rows = (await studio.json('predict', 'project', '--run', run, ...files)) as {
    file: string
    top: { label: string; probability: number }[]
  }[]
  expect(rows.map(({ file }) => file)).toEqual(files)
  const right = rows.filter(({ top }, index) => top[0]!.label === String(labels[index]))
  expect(right.length).toBeGreaterThanOrEqual(8)
})

it('still answers for an old run after its layers have been deleted from the drawing', async () => {
  const before = await studio.json('evaluate', 'project', '--run', run)
  await studio.edit('project', file => {
    for (const id of Object.keys(file.nodes)) Reflect.deleteProperty(file.nodes, id)
    for (const id of Object.keys(file.edges)) Reflect.deleteProperty(file.edges, id)
    Object.assign(file, { positions: {} })
  })
  expect(await studio.json('evaluate', 'project', '--run', run)).toEqual(before)
  for (const [format, out] of [
    ['keras', 'model.keras'],
    ['savedModel', 'saved']
  ] as const) {
    const exported = (await studio.json('export', 'project', '--run', run, '--format', format, '--out', out)) as {
      path: string
      maxAbsDifference: number
      samples: number
    }
    expect(exported).toMatchObject({ format, samples: 256 })
    expect(exported.maxAbsDifference).toBeLessThan(1e-4)
    expect((await stat(exported.path)).size).toBeGreaterThan(0)
  }
})

it('imports a folder of images, leaves a broken one out by name, and trains on the rest', async () => {
  const { images, labels } = digits()
  for (let index = 0; index < 60; index++) {
    if (labels[index]! > 2) continue
    const folder = join(studio.folder, 'images', String(labels[index]))
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, `${index}.png`), writePng(28, 28, images.subarray(index * 784, (index + 1) * 784)))
  }
  await writeFile(join(studio.folder, 'images/0/broken.png'), 'not an image')
  await studio.json('new', 'three', '--template', 'mnistCnn', '--set', 'classes=3', '--set', 'dataset=')
  const imported = (await studio.json('import', 'images', '--to', 'three', '--name', 'Three')) as {
    count: number
    classes: string[]
    problems: { where: { path: string } }[]
  }
  expect(imported.classes).toEqual(['0', '1', '2'])
  expect(imported.count).toBe(labels.subarray(0, 60).filter(label => label <= 2).length)
  expect(imported.problems.map(({ where }) => where.path)).toEqual(['0/broken.png'])
  const { epochs } = await trained('three', '--epochs', '1', '--set', 'recipe.learningRate=0.01')
  expect(epochs[0]?.loss).toBeGreaterThan(0)
})

it('goes on after kill -9 with the very weights of the unbroken run', async () => {
  await studio.json('new', 'killed', '--template', 'firstStart')
  const unbroken = await trained('killed', '--epochs', '3', '--seed', '7')
  const started = studio.start(['train', 'killed', '--epochs', '3', '--seed', '7', '--json'])
  await started.says('"epoch":1')
  started.child.kill('SIGKILL')
  expect((await started.ended).code).toBeNull()

  const runs = await readdir(join(studio.folder, 'killed/runs'))
  const cut = runs.find(each => each !== unbroken.done.run)!
  const resumed = await trained('killed', '--resume', cut)
  expect(resumed.epochs.map(({ epoch }) => epoch)).toContain(3)
  expect(resumed.done).toMatchObject({ run: cut, state: 'done', testLoss: unbroken.done.testLoss })
  const weights = (id: string) => readFile(join(studio.folder, 'killed/runs', id, 'weights.safetensors'))
  expect((await weights(cut)).equals(await weights(unbroken.done.run))).toBe(true)
}, 120_000)

it('stops at Ctrl+C after the step, saves and evaluates', async () => {
  const started = studio.start(['train', 'killed', '--epochs', '500', '--json'])
  await started.says('"epoch":1')
  started.child.kill('SIGINT')
  const { code, stdout } = await started.ended
  const done = linesOf(stdout).at(-1) as DoneLine
  expect([code, done.event, done.state]).toEqual([0, 'done', 'stopped'])
  expect(done.testAccuracy).toBeGreaterThan(0.8)
  expect((await studio.run('evaluate', 'killed', '--run', done.run)).code).toBe(0)
}, 60_000)
