import { rm } from 'node:fs/promises'
import { storedDocument } from '../../../core/document/file/project-file.ts'
import { parseJson } from '../../../core/json.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import type { Problem } from '../../../core/problem.ts'
import { runUnreadable } from '../../../core/train/run-problems.ts'
import type { RunRecord, RunWords, TrainingFrame } from '../../../core/train/run.ts'
import { runName } from '../../../core/train/run-name.ts'
import type { GeneratedSamples } from '../../../core/train/samples.ts'
import { HostFault, isBug, problemFault, unreadableReason } from '../../fault.ts'
import { sweepTemporaryFiles, syncFolder, writeAtomic } from '../atomic-write.ts'
import { bringBackNamed, datedName, datedNames, setAside } from '../dated-folders.ts'
import { projectFiles, type RunFiles, runFiles } from '../folders.ts'
import { inTurn } from '../in-turn.ts'
import { isOfNewerVersion, refuseUnwritable } from '../newer-version.ts'
import { isOtherAlive, readOwner, ownerOf } from '../owner.ts'
import { hasFolder, makeFolder } from '../project-parts.ts'
import { readText } from '../regular-file.ts'
import { findBest, type BestFile } from './best-weights.ts'
import { parseRun } from './parse-run.ts'
import { readMetrics, withWords } from './run-metrics.ts'
import { readWords, writeWords } from './run-words.ts'
import { readSamples } from './run-samples.ts'

/** What a run is made from; its id, name, time and state come with it. */
export type NewRun = Pick<RunRecord, 'document' | 'dataset' | 'engine'>
/** What changes of a run's record after it was made. Epochs lie in a file of their own, one line each. */
export type RunChange = Pick<RunRecord, 'state'> &
  Partial<Pick<RunRecord, 'document' | 'parallelism' | 'test' | 'best' | 'earlyStop' | 'failure'>>

type ReadRun = { readonly run: RunRecord } | { readonly problem: Problem }

/** Puts a run on disk, in the state `queued`, before anything trains. */
export async function createRun(project: string, run: NewRun, now = new Date()): Promise<RunRecord> {
  await refuseUnwritable(project)
  const { runs } = projectFiles(project)
  const record: RunRecord = {
    id: datedName(now),
    name: runName(run, await recordsOf(project)),
    started: now.toISOString(),
    state: 'queued',
    ...run,
    epochs: []
  }
  const files = runFiles(project, record.id)
  await makeFolder(project, files.folder)
  await writeAtomic(files.owner, JSON.stringify(await ownerOf()))
  await writeRecord(files, record)
  await syncFolder(runs)
  return record
}

/** All runs of a project, the newest first. One that calls itself running although nobody runs it was interrupted. */
export async function listRuns(
  project: string,
  isLive: (run: string) => boolean
): Promise<{ readonly runs: readonly RunRecord[]; readonly problems: readonly Problem[] }> {
  const runs: RunRecord[] = []
  const problems: Problem[] = []
  for (const id of await datedNames(project, projectFiles(project).runs)) {
    const read = await readIn(project, id)
    if ('problem' in read) problems.push(read.problem)
    else runs.push(await settled(project, read.run, isLive))
  }
  return { runs, problems }
}

async function settled(project: string, run: RunRecord, isLive: (run: string) => boolean): Promise<RunRecord> {
  if ((run.state !== 'running' && run.state !== 'queued') || isLive(run.id)) return run
  const files = runFiles(project, run.id)
  try {
    const owner = await readOwner(files.owner)
    if (owner && (await isOtherAlive(owner))) return run
    if (!(await isOfNewerVersion(project))) {
      await changeRun(project, run.id, { state: 'interrupted' })
      await sweepTemporaryFiles(files.folder)
    }
  } catch (error) {
    // What cannot be noted on the disk is found again the next time; it hides no run.
    if (isBug(error)) throw error
  }
  return { ...run, state: 'interrupted' }
}

/** Throws HostFault where the project has no such run. */
export async function readRun(project: string, run: string): Promise<RunRecord> {
  const read = await readIn(project, await findRun(project, run))
  if ('run' in read) return read.run
  throw problemFault([read.problem])
}

/** A run that waits or trains belongs to this process from its making to its end. */
export async function changeRun(project: string, run: string, change: RunChange): Promise<void> {
  const id = await findRun(project, run)
  await inTurn(`run ${project} ${id}`, async () => {
    const files = runFiles(project, id)
    const read = await readRecord(project, id)
    if ('run' in read) {
      const { failure: _, ...run } = read.run
      await writeRecord(files, { ...(change.state === 'running' ? withoutEnd(run) : run), ...change })
    }
    if (change.state !== 'queued' && change.state !== 'running') await rm(files.owner, { force: true })
  })
}

/** What is told of a run at its end is of its weights then: not of those that it goes on to. */
function withoutEnd({ test: _, best: __, earlyStop: ___, ...run }: RunRecord): RunRecord {
  return run
}

/** What a person calls the run and says about it, instead of what was there. */
export async function describeRun(project: string, run: string, words: RunWords): Promise<void> {
  await refuseUnwritable(project)
  const id = await findRun(project, run)
  await writeWords(runFiles(project, id).words, words)
}

/** Throws HostFault where another program trains the run at this moment. */
export async function refuseTrainedElsewhere(project: string, run: string): Promise<void> {
  const owner = await readOwner(runFiles(project, run).owner)
  if (owner === undefined || !(await isOtherAlive(owner))) return
  throw new HostFault({
    code: 'run/live',
    message: 'Another program is training this run.',
    fix: 'Stop it there first, or wait for its end.'
  })
}

/** Takes a run out of the project. Until the project is closed, `restoreRun` brings it back. */
export async function deleteRun(project: string, run: string): Promise<void> {
  await refuseUnwritable(project)
  const id = await findRun(project, run)
  await refuseTrainedElsewhere(project, id)
  await setAside(runFiles(project, id).folder)
}

export async function restoreRun(project: string, run: string): Promise<void> {
  await refuseUnwritable(project)
  await bringBackNamed(run, id => runFiles(project, id).folder)
}

/** The frames of a run as they were recorded, for its curves. */
export async function readFrames(project: string, run: string): Promise<readonly TrainingFrame[]> {
  return (await readMetrics(runFiles(project, await findRun(project, run)).metrics)).frames
}

/** What the run's network made after its last epoch; undefined where it made nothing. */
export async function readGeneratedSamples(project: string, run: string): Promise<GeneratedSamples | undefined> {
  const id = await findRun(project, run)
  return await readSamples(runFiles(project, id).samples, `runs/${id}/samples.safetensors`)
}

/** Fingerprints of the datasets that the project's runs were trained on. */
export async function trainedFingerprints(project: string): Promise<ReadonlySet<string>> {
  return new Set((await recordsOf(project)).map(({ dataset }) => dataset.fingerprint))
}

/** The runs of a project that some process trains, or trained when it died. */
export async function trainedRuns(project: string): Promise<readonly string[]> {
  const names = await datedNames(project, projectFiles(project).runs)
  const owners = await Promise.all(names.map(name => readOwner(runFiles(project, name).owner)))
  return names.filter((_, index) => owners[index] !== undefined)
}

/** The runs of a project that can be read, the newest first. */
async function recordsOf(project: string): Promise<readonly RunRecord[]> {
  const runs: RunRecord[] = []
  for (const id of await datedNames(project, projectFiles(project).runs)) {
    const read = await readIn(project, id)
    if ('run' in read) runs.push(read.run)
  }
  return runs
}

export async function hasRun(project: string, run: string): Promise<boolean> {
  return (await datedNames(project, projectFiles(project).runs)).includes(run)
}

/**
 * The name of a run's folder, looked up among those that are there and never made from what came in. Throws HostFault
 * where there is none, or a link in its place.
 */
export async function findRun(project: string, run: string): Promise<string> {
  const id = (await datedNames(project, projectFiles(project).runs)).find(each => each === run)
  if (id !== undefined && (await hasFolder(project, runFiles(project, id).folder))) return id
  throw new HostFault({
    code: 'run/unknown',
    message: `The project has no run "${run.slice(0, 100)}".`,
    fix: 'Choose one of its runs; it may have been deleted.'
  })
}

/** A run with its epochs, under the name that it has now. What goes wrong with one run is told of that run. */
async function readIn(project: string, id: string): Promise<ReadRun> {
  const read = await readRecord(project, id)
  if ('problem' in read) return read
  const files = runFiles(project, id)
  return await told(id, 'metrics.jsonl', async () => {
    const { epochs } = await readMetrics(files.metrics)
    return await told(id, 'words.json', async () => ({
      run: { ...withBest(read.run, await findBest(files.folder)), ...(await readWords(files.words)), epochs }
    }))
  })
}

/** Which weights are kept as the best, their file says; how they did on the test samples, the record. */
function withBest({ best: told, ...run }: RunRecord, kept: BestFile | undefined): RunRecord {
  if (kept === undefined) return run
  const { epoch } = kept
  return { ...run, best: told?.epoch === epoch ? told : { epoch } }
}

/** What `run.json` holds. */
async function readRecord(project: string, id: string): Promise<ReadRun> {
  const files = runFiles(project, id)
  return await told(id, 'run.json', async () => {
    await hasFolder(project, files.folder)
    const text = await readText(files.record)
    const parsed = text === undefined ? { reason: 'run.json is missing.' } : parseRun(parseJson(text), id)
    return 'reason' in parsed ? { problem: runUnreadable({ path: `runs/${id}` }, parsed) } : parsed
  })
}

async function told(id: string, file: string, read: () => Promise<ReadRun>): Promise<ReadRun> {
  try {
    return await read()
  } catch (error) {
    return { problem: runUnreadable({ path: `runs/${id}` }, { reason: unreadableReason(file, error) }) }
  }
}

/** Epochs lie in a file of their own. */
async function writeRecord(files: RunFiles, { epochs: _, document, ...record }: RunRecord): Promise<void> {
  const stored = { ...record, document: storedDocument(document, layerOf) }
  await writeAtomic(files.record, JSON.stringify(stored, withWords, 2))
}
