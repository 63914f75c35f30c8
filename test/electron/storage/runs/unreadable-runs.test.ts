import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { imageAndLabel } from '../../../../core/data/fields/catalogue.ts'
import { createDocument, emptyDrawing } from '../../../../core/document/create-document.ts'
import { projectFiles, type RunFiles, runFiles } from '../../../../electron/storage/folders.ts'
import { openRunWriter } from '../../../../electron/storage/runs/run-writer.ts'
import { createRun, deleteRun, listRuns, readRun, trainedFingerprints } from '../../../../electron/storage/runs/runs.ts'
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

describe('a run that cannot be read', () => {
  const nested = `{"id":"a","document":${'['.repeat(10_000)}${']'.repeat(10_000)}}`
  const inPlaceOf = (file: string, put: () => void) => {
    rmSync(file, { recursive: true, force: true })
    put()
  }
  const ways: readonly (readonly [what: string, spoil: (files: RunFiles) => void, says: RegExp])[] = [
    ['run.json is a folder', ({ record }) => inPlaceOf(record, () => mkdirSync(record)), /run\.json is no ordinary/],
    ['run.json is a link to itself', ({ record }) => inPlaceOf(record, () => symlinkSync(record, record)), /is a link/],
    [
      'run.json is a pipe',
      ({ record }) => inPlaceOf(record, () => execFileSync('mkfifo', [record])),
      /run\.json is no ordinary/
    ],
    ['run.json is nested very deep', ({ record }) => writeFileSync(record, nested), /run\.json is not JSON: .*nested/],
    ['run.json is cut short', ({ record }) => writeFileSync(record, '{"id":'), /run\.json is not JSON: /],
    ['run.json is missing', ({ record }) => rmSync(record), /run\.json is missing/],
    ['metrics.jsonl is a folder', ({ metrics }) => mkdirSync(metrics), /metrics\.jsonl is no ordinary file/],
    ['metrics.jsonl is a link', ({ metrics }) => symlinkSync('/etc/hostname', metrics), /metrics\.jsonl is a link/],
    [
      'its folder is a link',
      ({ folder }) => inPlaceOf(folder, () => symlinkSync(temporaryFolder(), folder)),
      /^This run cannot be read: runs\/.*: There is a link; expected a folder/
    ]
  ]

  test.each(ways)('because %s fails for itself and says why', async (_, spoil, says) => {
    const project = temporaryFolder()
    const [good, bad] = [await createRun(project, newRun), await createRun(project, newRun)]
    spoil(runFiles(project, bad.id))
    const { runs, problems } = await listRuns(project, () => true)
    expect(runs.map(({ id }) => id)).toEqual([good.id])
    expect(problems).toMatchObject([
      { code: 'run/unreadable', where: { path: `runs/${bad.id}` }, message: expect.stringMatching(says) }
    ])
    expect(await trainedFingerprints(project)).toEqual(new Set(['abc']))
    expect(await createRun(project, newRun)).toMatchObject({ state: 'queued' })
    await expect(readRun(project, bad.id)).rejects.toThrow(bad.id)
  })

  test.skipIf(process.getuid?.() === 0)('because nobody may is told of that run alone', async () => {
    const project = temporaryFolder()
    const [good, bad] = [await createRun(project, newRun), await createRun(project, newRun)]
    chmodSync(runFiles(project, bad.id).record, 0)
    expect(await listRuns(project, () => true)).toMatchObject({ runs: [{ id: good.id }], problems: [{}] })
  })

  test('is listed as interrupted where its mark cannot be taken away', async () => {
    const project = temporaryFolder()
    const { id } = await createRun(project, newRun)
    const { owner } = runFiles(project, id)
    rmSync(owner)
    mkdirSync(owner)
    expect(await listRuns(project, isDead)).toMatchObject({ runs: [{ id, state: 'interrupted' }], problems: [] })
  })
})

test('through linked runs nothing is written, read or deleted', async () => {
  const [project, outside] = [temporaryFolder(), temporaryFolder()]
  const { id } = await createRun(outside, newRun)
  symlinkSync(projectFiles(outside).runs, projectFiles(project).runs)
  const before = readdirSync(projectFiles(outside).runs)
  const refused = { code: 'project/foreign-part', message: expect.stringMatching(/^runs: There is a link/) }
  await expect(createRun(project, newRun)).rejects.toMatchObject(refused)
  await expect(listRuns(project, isDead)).rejects.toMatchObject(refused)
  await expect(readRun(project, id)).rejects.toMatchObject(refused)
  await expect(deleteRun(project, id)).rejects.toMatchObject(refused)
  await expect(openRunWriter(project, id)).rejects.toMatchObject(refused)
  expect(readdirSync(projectFiles(outside).runs)).toEqual(before)
})
