import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parallelismOf } from '../../../core/program/parallelism.ts'
import type { Document } from '../../../core/document/records.ts'
import { documentFromTemplate } from '../../../core/templates/catalogue.ts'
import { prepareRun } from '../../../electron/jobs/sessions/prepare-run.ts'
import { createJobResources } from '../../../electron/jobs/sessions/resources.ts'
import { train } from '../../../electron/jobs/train.ts'
import { availableCores } from '../../../electron/machine/cores.ts'
import { runFiles } from '../../../electron/storage/folders.ts'
import { continueRun } from '../../../electron/storage/runs/continue-run.ts'
import { readRun } from '../../../electron/storage/runs/runs.ts'
import { temporaryFolder } from '../storage/temporary-folder.ts'

/** A job that is asked to stop from its beginning on, or not at all. */
const contextOf = (isStopped: boolean) => ({
  ...createJobResources(),
  signal: { isStopped },
  report: () => undefined
})

function firstStart(): Document {
  const made = documentFromTemplate('firstStart')
  if ('problems' in made) throw new Error(made.problems[0]?.message)
  return made.document
}

it('makes no run where it is stopped while the images are packed', async () => {
  const project = temporaryFolder()
  await expect(prepareRun({ project, document: firstStart() }, contextOf(true))).rejects.toMatchObject({
    code: 'job/stopped'
  })
  expect(existsSync(join(project, 'runs'))).toBe(false)
})

it('has stopped, and not failed, where it is stopped while the images are packed anew', async () => {
  const project = temporaryFolder()
  const prepared = await prepareRun({ project, document: firstStart() }, contextOf(false))
  if ('problems' in prepared) throw new Error(prepared.problems[0]?.message)
  rmSync(join(project, 'datasets'), { recursive: true })
  expect(await train({ project, run: prepared.run }, contextOf(true))).toEqual({ state: 'stopped' })
  expect((await readRun(project, prepared.run)).state).toBe('stopped')
})

it.each([
  ['as its record says', { parts: 3, threads: 1 }, { parts: 3, threads: 1 }],
  ['with the whole batch where it began before there were parts', undefined, { parts: 1, threads: availableCores() }]
])('goes on %s, whatever a new run would do here', async (_, recorded, expected) => {
  const project = temporaryFolder()
  const { recipe, ...rest } = firstStart()
  const document = { ...rest, recipe: { ...recipe, epochs: 1, batchSize: 500 } }
  const prepared = await prepareRun({ project, document }, contextOf(false))
  if ('problems' in prepared) throw new Error(prepared.problems[0]?.message)
  const { run } = prepared
  await train({ project, run }, contextOf(false))
  const { record } = runFiles(project, run)
  const { parallelism: begun, ...others } = JSON.parse(readFileSync(record, 'utf8')) as Record<string, unknown>
  expect(begun).toEqual(parallelismOf({ cores: availableCores(), batchSize: 500, layers: 11 }))
  writeFileSync(record, JSON.stringify({ ...others, parallelism: recorded }))
  await continueRun(project, run, 2)
  expect(await train({ project, run }, contextOf(false))).toMatchObject({ state: 'done' })
  expect((await readRun(project, run)).parallelism).toEqual(expected)
})
