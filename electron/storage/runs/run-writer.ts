import type { Parallelism } from '../../../core/program/parallelism.ts'
import type { EpochMetrics, RunState, TrainingFrame } from '../../../core/train/run.ts'
import type { GeneratedSamples } from '../../../core/train/samples.ts'
import { writeAtomic } from '../atomic-write.ts'
import { runFiles } from '../folders.ts'
import { ownerOf } from '../owner.ts'
import { removeBest, writeBest } from './best-weights.ts'
import { metricsLine, openMetrics } from './run-metrics.ts'
import { writeSamples } from './run-samples.ts'
import { changeRun, findRun, type RunChange } from './runs.ts'
import { type SavedWeights, writeWeights } from '../models/weights.ts'

/** How a run ended, with the metrics of the held-out test set where it was measured. */
export interface RunEnd extends RunChange {
  readonly state: Exclude<RunState, 'queued' | 'running'>
}

/** A run that is being trained. Whoever opens it ends it. */
export interface RunWriter {
  /** How the cores share its batches. */
  share(parallelism: Parallelism): Promise<void>
  /** Adds to the run's curves; on disk with the next epoch, or within a second. */
  frame(frame: TrainingFrame): void
  /** On disk when it returns. */
  epoch(metrics: EpochMetrics): Promise<void>
  /** Replaces the saved weights: the file holds the old ones or the new ones, whatever happens meanwhile. */
  save(weights: SavedWeights): Promise<void>
  /** Replaces the weights of the epoch that did best before. */
  saveBest(epoch: number, tensors: SavedWeights['tensors']): Promise<void>
  /** Replaces the samples that an earlier epoch left. */
  samples(made: GeneratedSamples): Promise<void>
  end(how: RunEnd): Promise<void>
}

const frameFlushMs = 1000

/** Curves of a long training keep their beginning fine and their size small: one frame a second from here on. */
const fineFrames = 2000
const coarseFrameMs = 1000

/** Marks the run as running by this process. With `from`, training goes on at that place; without, curves begin anew. */
export async function openRunWriter(
  project: string,
  run: string,
  from?: { readonly epoch: number; readonly step: number }
): Promise<RunWriter> {
  const id = await findRun(project, run)
  const files = runFiles(project, id)
  await writeAtomic(files.owner, JSON.stringify(await ownerOf()))
  await changeRun(project, id, { state: 'running' })
  if (from === undefined) await removeBest(files.folder)
  const metrics = await openMetrics(files.metrics, from)

  let waiting = ''
  let lastFlush = Date.now()
  let frameCount = 0
  let lastFrame = 0
  // One append at a time, in order; an error surfaces at the next call that waits.
  let appended: Promise<unknown> = Promise.resolve()
  let fault: unknown

  function append(text: string): void {
    appended = appended
      .then(() => metrics.appendFile(text))
      .catch((error: unknown) => {
        fault ??= error
      })
  }

  function flushFrames(): void {
    lastFlush = Date.now()
    if (waiting !== '') append(waiting)
    waiting = ''
  }

  async function settle(): Promise<void> {
    flushFrames()
    await appended
    if (fault !== undefined) throw fault instanceof Error ? fault : new Error(String(fault))
    await metrics.datasync()
  }

  return {
    share: parallelism => changeRun(project, id, { state: 'running', parallelism }),
    frame(frame) {
      if (frameCount >= fineFrames && Date.now() - lastFrame < coarseFrameMs) return
      frameCount += 1
      lastFrame = Date.now()
      waiting += metricsLine({ frame })
      if (Date.now() - lastFlush >= frameFlushMs) flushFrames()
    },
    async epoch(epoch) {
      waiting += metricsLine({ epoch })
      await settle()
    },
    async save(weights) {
      await writeWeights(files.weights, weights)
    },
    saveBest: (epoch, tensors) => writeBest(files.folder, epoch, tensors),
    samples: made => writeSamples(files.samples, made),
    async end(how) {
      try {
        await settle()
      } finally {
        await metrics.close()
        await changeRun(project, id, how)
      }
    }
  }
}
