import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { mostFileBytes } from '../../core/model/saved-tensors.ts'
import { weightsOf } from '../../core/model/match-weights.ts'
import { inferNetwork } from '../../core/network/infer.ts'
import { wholeBatch } from '../../core/program/parallelism.ts'
import { train as trainNetwork, usualParallelism } from '../../core/train/train.ts'
import type { SavedBest, TrainingResult } from '../../core/train/training-options.ts'
import { modelOfRun, type RunRecord } from '../../core/train/run.ts'
import type { ResumedState, TrainingState } from '../../core/train/training-state.ts'
import type { DatasetAbout } from '../../core/data/dataset.ts'
import { hasErrors } from '../../core/problem.ts'
import { failureOf, HostFault, problemFault } from '../fault.ts'
import { stopped } from '../stop-signal.ts'
import { openRunWriter, type RunWriter } from '../storage/runs/run-writer.ts'
import { findBest } from '../storage/runs/best-weights.ts'
import { readRun } from '../storage/runs/runs.ts'
import { runFiles } from '../storage/folders.ts'
import { goneFault } from '../storage/runs/gone.ts'
import { weightsFile } from '../storage/models/models.ts'
import { readWeights, weightsNotOurs } from '../storage/models/weights.ts'
import type { JobContext } from './job.ts'
import { initialWeights } from './sessions/initial-weights.ts'
import { memoryNeededProblems } from './sessions/memory-needed.ts'
import { datasetOf, openModel, type OpenModel, partsOf } from './sessions/open-model.ts'

/** Which run is trained: the project's folder and the run's id. */
interface RunInput {
  readonly project: string
  readonly run: string
}

/** A stop or a message to the thread is heard between two steps. */
const environment = { now: () => performance.now(), pause: () => new Promise<void>(resolve => setImmediate(resolve)) }

/** Trains a run that is on disk, from its last saved weights where it has some, and puts all that comes of it there. */
export async function train(input: RunInput, context: JobContext): Promise<TrainingResult> {
  const { project, run } = input
  const record = await readRun(project, run)
  const resume = await savedState(project, record)
  const from = resume && { epoch: resume.progress.epoch + 1, step: resume.progress.step }
  const writer = await openRunWriter(project, run, from)
  try {
    const result = await trainOpened(input, { record, resume }, writer, context).catch(stoppedBefore)
    await writer.end(result)
    context.report({ name: 'training', value: { event: 'done', run, ...result } })
    return result
  } catch (error) {
    // What went wrong first says why; ending goes wrong after it, and for the same reason.
    const cause = (await goneFault(project, run)) ?? error
    await writer.end({ state: 'failed', failure: failureOf(cause) }).catch(() => undefined)
    throw cause
  }
}

/** Stopped while its images were packed, it has not failed. */
function stoppedBefore(error: unknown): TrainingResult {
  if (error instanceof HostFault && error.code === stopped) return { state: 'stopped' }
  throw error
}

async function trainOpened(
  input: RunInput,
  { record, resume }: { readonly record: RunRecord; readonly resume: ResumedState | undefined },
  writer: RunWriter,
  context: JobContext
): Promise<TrainingResult> {
  const { project, run } = input
  const tell = (value: Parameters<JobContext['report']>[0] & { readonly name: 'training' }) => context.report(value)
  const preparing = (message: string) => tell({ name: 'training', value: { event: 'preparing', run, message } })
  preparing('Reading the images')
  const model = await openModel({ project, model: run, weights: 'last' }, context)
  const dataset = await datasetOf(model, project, context)
  const parts = await partsOf(dataset, model)
  if (parts.train.length === 0) {
    const message = `The split leaves none of the ${dataset.about.count} images to train on.`
    throw new HostFault({ code: 'train/no-samples', message, fix: 'Give a smaller share to validation and test.' })
  }
  await refuseTooLarge(model, dataset.about)
  const initial = resume === undefined ? await initialWeights(model, project) : undefined
  if (initial) tell({ name: 'training', value: { event: 'initialized', run, ...initial.told } })
  preparing('Loading TensorFlow')
  const engine = await context.engine()
  const { network, datasets, document } = model
  const { recipe } = document
  const parallelism = resume
    ? (record.parallelism ?? wholeBatch(engine.cores))
    : await usualParallelism({ engine, network, recipe, parts })
  await writer.share(parallelism)
  return await trainNetwork({
    engine,
    network,
    datasets,
    recipe,
    dataset,
    parts,
    parallelism,
    environment,
    signal: context.signal,
    resume,
    earlier: resume === undefined ? [] : record.epochs.filter(({ epoch }) => epoch <= resume.progress.epoch),
    goesOn: record.earlyStop !== undefined,
    initial: initial?.tensors,
    preparing,
    frame(frame) {
      const value = { ...frame, run }
      writer.frame(value)
      tell({ name: 'training', value: { event: 'frame', ...value } })
    },
    async epoch(metrics) {
      await writer.epoch(metrics)
      tell({ name: 'training', value: { event: 'epoch', run, ...metrics } })
    },
    async samples(made) {
      await writer.samples(made)
      tell({ name: 'training', value: { event: 'samples', run, ...made } })
    },
    async save({ tensors, progress }) {
      await writer.save({ tensors, progress: { ...progress } })
      tell({ name: 'training', value: { event: 'saved', run, epoch: progress.epoch } })
    },
    ...(recipe.keepBest !== false && {
      best: {
        save: (epoch: number, tensors: TrainingState['tensors']) => writer.saveBest(epoch, tensors),
        read: () => savedBest(project, record)
      }
    })
  })
}

/** The memory that was free when the run was prepared may be taken by now, or the machine be another one. */
async function refuseTooLarge({ network, datasets, document }: OpenModel, dataset: DatasetAbout): Promise<void> {
  const problems = await memoryNeededProblems({ network, datasets, recipe: document.recipe, dataset })
  if (hasErrors(problems)) throw problemFault(problems)
}

/** What a run saved last; undefined where it has saved nothing yet, and begins. */
async function savedState(project: string, run: RunRecord): Promise<ResumedState | undefined> {
  const { file, name } = await weightsFile(project, run.id, 'last')
  const saved = await readWeights(file, { name, largest: mostBytesOf(run) })
  if (saved === undefined) return undefined
  const { epoch, step } = saved.progress
  if (epoch === undefined || step === undefined) throw weightsNotOurs(`${name} does not say where its training stood.`)
  return { tensors: saved.tensors, progress: { epoch, step }, file: name }
}

/** The weights of the epoch that has done best so far; undefined where none are kept. */
async function savedBest(project: string, run: RunRecord): Promise<SavedBest | undefined> {
  const { folder } = runFiles(project, run.id)
  const best = await findBest(folder)
  if (best === undefined) return undefined
  const file = `runs/${run.id}/${best.name}`
  const saved = await readWeights(join(folder, best.name), { name: file, largest: mostBytesOf(run) })
  return saved && { epoch: best.epoch, tensors: saved.tensors, file }
}

function mostBytesOf(run: RunRecord): number {
  const { document, datasets } = modelOfRun(run)
  return mostFileBytes(weightsOf(inferNetwork(document, datasets)))
}
