import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createDocument, emptyDrawing } from '../../../../core/document/create-document.ts'
import { parseProject } from '../../../../core/document/file/project-file.ts'
import { layerOf } from '../../../../core/layers/catalogue.ts'
import type { TrainingFrame } from '../../../../core/train/run.ts'
import { createProject, openProject } from '../../../../electron/storage/projects/projects.ts'
import { continueRun } from '../../../../electron/storage/runs/continue-run.ts'
import { runFiles } from '../../../../electron/storage/folders.ts'
import { ownerOf } from '../../../../electron/storage/owner.ts'
import { openRunWriter } from '../../../../electron/storage/runs/run-writer.ts'
import {
  createRun,
  deleteRun,
  listRuns,
  readFrames,
  readRun,
  changeRun,
  describeRun,
  restoreRun,
  trainedRuns
} from '../../../../electron/storage/runs/runs.ts'
import { readWeights } from '../../../../electron/storage/models/weights.ts'
import { imageAndLabel } from '../../../../core/data/fields/catalogue.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const dataset = {
  id: 'digits',
  count: 2,
  fields: imageAndLabel({ height: 1, width: 1, channels: 1, classes: ['0', '1'], classCounts: [1, 1] }),
  fingerprint: 'abc',
  skipped: []
}
const newRun = {
  document: createDocument('drawing', emptyDrawing),
  dataset,
  engine: { library: 'TensorFlow', version: '2.21.0' }
}
const isDead = () => false
const savedIn = (project: string, id: string) =>
  readWeights(runFiles(project, id).weights, { name: `runs/${id}/weights.safetensors`, largest: 1e6 })

const frameAt = (epoch: number, step: number): TrainingFrame => ({
  run: 'run',
  epoch,
  step,
  stepsPerEpoch: 10,
  epochs: 2,
  metrics: { loss: 1 / step },
  samplesPerSecond: 100,
  secondsLeft: 1
})
const epochAt = (epoch: number, loss = 0.5) => ({
  epoch,
  metrics: { loss, accuracy: 0.9 },
  milliseconds: 12
})
const weights = {
  tensors: {
    'conv/kernel': { dtype: 'float32' as const, shape: [2, 2], data: Float32Array.of(1, -0, 1e-45, 3.5) },
    step: { dtype: 'int32' as const, shape: [], data: Int32Array.of(7) }
  },
  progress: { epoch: 2, step: 3 }
}

describe('a run', () => {
  test('has its epochs, frames, weights and figures again when it is read', async () => {
    const project = temporaryFolder()
    const { id } = await createRun(project, newRun)
    const writer = await openRunWriter(project, id)
    writer.frame(frameAt(1, 5))
    await writer.epoch(epochAt(1))
    await writer.save(weights)
    await writer.end({ state: 'done', test: { loss: 0.4, accuracy: 0.95 } })

    const run = await readRun(project, id)
    expect(run).toMatchObject({ ...newRun, id, state: 'done', test: { loss: 0.4, accuracy: 0.95 } })
    expect(run.epochs).toEqual([epochAt(1)])
    expect(await readFrames(project, id)).toEqual([frameAt(1, 5)])
    expect(await savedIn(project, id)).toEqual(weights)
    expect((await listRuns(project, isDead)).runs).toEqual([run])
  })

  test('is called after what differs from the run before it, until the person calls it otherwise', async () => {
    const project = temporaryFolder()
    const first = await createRun(project, newRun)
    const second = await createRun(project, {
      ...newRun,
      document: { ...newRun.document, recipe: { ...newRun.document.recipe, batchSize: 64 } }
    })
    expect([first.name, second.name]).toEqual(['drawing on digits', 'drawing on digits, batch size 64'])
    await describeRun(project, second.id, { name: 'Larger batch', note: 'Faster, no worse.' })
    expect(await readRun(project, second.id)).toMatchObject({ name: 'Larger batch', note: 'Faster, no worse.' })
  })

  test('keeps its words while a training that began before them writes its record', async () => {
    const project = temporaryFolder()
    const { id } = await createRun(project, newRun)
    const writer = await openRunWriter(project, id)
    await describeRun(project, id, { name: 'Mine' })
    await writer.end({ state: 'done' })
    expect(await readRun(project, id)).toMatchObject({ name: 'Mine', state: 'done' })
  })

  test('keeps why it failed, until it is trained again', async () => {
    const project = temporaryFolder()
    const { id } = await createRun(project, newRun)
    const failure = { message: 'The loss is no longer a number.', fix: 'Lower the learning rate.' }
    await changeRun(project, id, { state: 'failed', failure })
    expect((await readRun(project, id)).failure).toEqual(failure)
    await changeRun(project, id, { state: 'queued' })
    expect((await readRun(project, id)).failure).toBeUndefined()
  })

  test('keeps a loss that is no number', async () => {
    const project = temporaryFolder()
    const { id } = await createRun(project, newRun)
    const writer = await openRunWriter(project, id)
    await writer.epoch(epochAt(1, Number.NaN))
    await writer.end({ state: 'failed', test: { loss: Number.POSITIVE_INFINITY } })
    expect(await readRun(project, id)).toMatchObject({
      epochs: [{ metrics: { loss: Number.NaN } }],
      test: { loss: Number.POSITIVE_INFINITY }
    })
  })

  test('whose last line a death cut off has all lines before', async () => {
    const project = temporaryFolder()
    const { id } = await createRun(project, newRun)
    const writer = await openRunWriter(project, id)
    await writer.epoch(epochAt(1))
    await writer.end({ state: 'stopped' })
    appendFileSync(runFiles(project, id).metrics, '{"epoch":{"epoch":2,"lo')
    expect((await readRun(project, id)).epochs).toEqual([epochAt(1)])
  })

  test('that goes on forgets the steps that are done again, and no others', async () => {
    const project = temporaryFolder()
    const { id } = await createRun(project, newRun)
    const before = await openRunWriter(project, id)
    for (const frame of [frameAt(1, 5), frameAt(1, 10)]) before.frame(frame)
    await before.epoch(epochAt(1))
    for (const frame of [frameAt(2, 3), frameAt(2, 4)]) before.frame(frame)
    await before.end({ state: 'interrupted' })

    const after = await openRunWriter(project, id, weights.progress)
    after.frame(frameAt(2, 6))
    await after.epoch(epochAt(2))
    await after.end({ state: 'done' })
    const steps = (await readFrames(project, id)).map(({ epoch, step }) => [epoch, step])
    expect(steps).toEqual([
      [1, 5],
      [1, 10],
      [2, 3],
      [2, 6]
    ])
    expect((await readRun(project, id)).epochs.map(({ epoch }) => epoch)).toEqual([1, 2])
  })

  test('that is deleted is gone, and what is no run of the project is refused', async () => {
    const project = temporaryFolder()
    const { id } = await createRun(project, newRun)
    await deleteRun(project, id)
    expect((await listRuns(project, isDead)).runs).toEqual([])
    mkdirSync(join(project, 'other'))
    for (const name of [id, '../other', '..', '', `${id}/..`]) {
      await expect(readRun(project, name)).rejects.toMatchObject({ code: 'run/unknown' })
      await expect(deleteRun(project, name)).rejects.toMatchObject({ code: 'run/unknown' })
    }
    expect(existsSync(join(project, 'other'))).toBe(true)
  })

  test('that is deleted can be brought back whole, until the project is closed', async () => {
    const project = temporaryFolder()
    await createProject(project, newRun.document)
    const { id } = await createRun(project, newRun)
    const before = await readRun(project, id)
    await deleteRun(project, id)
    await restoreRun(project, id)
    expect(await readRun(project, id)).toEqual(before)

    const opened = await openProject(project)
    if (opened.document === undefined) throw new Error('The project can be opened.')
    await deleteRun(project, id)
    await opened.close()
    expect(readdirSync(join(project, 'runs'))).toEqual([])
    await expect(restoreRun(project, id)).rejects.toMatchObject({ code: 'disk/deleted' })
    await expect(restoreRun(project, '../other')).rejects.toMatchObject({ code: 'disk/deleted' })
  })

  test('that is damaged is a problem, and does not hide the others', async () => {
    const project = temporaryFolder()
    const [good, bad] = [await createRun(project, newRun), await createRun(project, newRun)]
    const { record } = runFiles(project, bad.id)
    writeFileSync(record, readFileSync(record, 'utf8').replace('"batchSize": 32', '"batchSize": "many"'))
    const { runs, problems } = await listRuns(project, () => true)
    expect(runs.map(({ id }) => id)).toEqual([good.id])
    expect(problems).toMatchObject([{ code: 'run/unreadable', where: { path: `runs/${bad.id}` } }])
  })
})

describe('a run that calls itself running', () => {
  test('was interrupted when nobody trains it any more', async () => {
    const project = temporaryFolder()
    const { id } = await createRun(project, newRun)
    const writer = await openRunWriter(project, id)
    await writer.epoch(epochAt(1))
    expect((await listRuns(project, run => run === id)).runs).toMatchObject([{ state: 'running' }])
    expect((await listRuns(project, isDead)).runs).toMatchObject([{ state: 'interrupted', epochs: [{ epoch: 1 }] }])
    expect((await readRun(project, id)).state).toBe('interrupted')
    await writer.end({ state: 'stopped' })
  })

  test('is left to another process while that one lives', async () => {
    const project = temporaryFolder()
    const { id } = await createRun(project, newRun)
    await changeRun(project, id, { state: 'running' })
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    onTestFinished(() => void other.kill())
    writeFileSync(runFiles(project, id).owner, JSON.stringify(await ownerOf(other.pid)))
    expect((await listRuns(project, isDead)).runs).toMatchObject([{ state: 'running' }])
    await expect(deleteRun(project, id)).rejects.toMatchObject({ code: 'run/live' })
    await expect(continueRun(project, id)).rejects.toMatchObject({ code: 'run/live' })
    expect(await trainedRuns(project)).toEqual([id])
    const ended = once(other, 'exit')
    other.kill('SIGKILL')
    await ended
    expect((await listRuns(project, isDead)).runs).toMatchObject([{ state: 'interrupted' }])
  })
})

test('weights that are broken are refused with their place', async () => {
  const project = temporaryFolder()
  const { id } = await createRun(project, newRun)
  expect(await savedIn(project, id)).toBeUndefined()
  const writer = await openRunWriter(project, id)
  await writer.save(weights)
  await writer.end({ state: 'done' })
  const file = runFiles(project, id).weights
  writeFileSync(file, readFileSync(file).subarray(0, -3))
  const place = `runs/${id}/weights.safetensors: `
  await expect(savedIn(project, id)).rejects.toMatchObject({
    code: 'safetensors/unreadable',
    message: expect.stringContaining(place)
  })
})

test('a run that version 1 recorded opens: its drawing had no notes and sheets', async () => {
  const project = temporaryFolder()
  const { id } = await createRun(project, newRun)
  const { record } = runFiles(project, id)
  const text = readFileSync('test/fixtures/projects/v1/project.json', 'utf8')
  const { formatVersion, ...document } = JSON.parse(text) as Record<string, unknown>
  expect(formatVersion).toBe(1)
  writeFileSync(record, JSON.stringify({ ...(JSON.parse(readFileSync(record, 'utf8')) as object), document }))
  expect((await readRun(project, id)).document).toEqual(parseProject(text, layerOf).document)
})

test('nothing of a run is written into the folder of a project of a newer version', async () => {
  const project = temporaryFolder()
  const { id } = await createRun(project, newRun)
  const { record } = runFiles(project, id)
  writeFileSync(join(project, 'project.json'), '{"formatVersion": 99}')
  const before = readFileSync(record, 'utf8')
  expect((await listRuns(project, isDead)).runs[0]?.state).toBe('interrupted')
  await expect(createRun(project, newRun)).rejects.toMatchObject({ code: 'project/newer-version' })
  await expect(deleteRun(project, id)).rejects.toMatchObject({ code: 'project/newer-version' })
  expect(readFileSync(record, 'utf8')).toBe(before)
})

test.each([
  ['images', { fields: [{ name: 'image', role: 'image', height: 60_000, width: 60_000, channels: 3 }] }],
  ['captions', { fields: [{ name: 'caption', role: 'caption', bound: 2 ** 40, words: [] }] }],
  ['images of before there were fields', { height: 2 ** 26, width: 1, channels: 2, classes: [], classCounts: [] }]
])('a run whose %s would fill the memory cannot be read', async (_, dataset) => {
  const project = temporaryFolder()
  const { id } = await createRun(project, newRun)
  const { record } = runFiles(project, id)
  const about = { id: 'digits', count: 2, fingerprint: 'abc', skipped: [], ...dataset }
  writeFileSync(record, JSON.stringify({ ...(JSON.parse(readFileSync(record, 'utf8')) as object), dataset: about }))
  await expect(readRun(project, id)).rejects.toThrow('dataset: A row takes more than 64 MB')
})

test('a run of before there were fields has images and labels for its dataset', async () => {
  const project = temporaryFolder()
  const { id } = await createRun(project, newRun)
  const file = join(project, 'runs', id, 'run.json')
  const { dataset: _, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as { dataset: unknown }
  const old = { id: 'digits', count: 2, height: 1, width: 1, channels: 1, classes: ['0', '1'], classCounts: [1, 1] }
  writeFileSync(file, JSON.stringify({ ...rest, dataset: { ...old, fingerprint: 'abc', skipped: [] } }))
  expect((await readRun(project, id)).dataset).toEqual(dataset)
})
