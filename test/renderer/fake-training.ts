import type { DatasetAbout } from '../../core/data/dataset.ts'
import type { Document } from '../../core/document/records.ts'
import { runName } from '../../core/train/run-name.ts'
import type { EpochMetrics, RunRecord, TrainingEvent, TrainingFrame } from '../../core/train/run.ts'

export interface FakeRun {
  record: RunRecord
  readonly frames: TrainingFrame[]
}

interface Options {
  readonly about: DatasetAbout
  readonly frameMs: number
  readonly records: Map<string, FakeRun>
  readonly tell: (event: TrainingEvent) => void
}

const stepsPerEpoch = 250
const stepsPerFrame = 10

/** A run before its first step. */
export function newRun(id: string, document: Document, about: DatasetAbout, started: string): FakeRun {
  const engine = { library: 'TensorFlow', version: '2.21.0' }
  const record: RunRecord = {
    id,
    name: runName({ document, dataset: about }, []),
    started,
    state: 'running',
    document,
    dataset: about,
    engine,
    epochs: []
  }
  return { record, frames: [] }
}

/** The frame after so many steps of a training whose loss falls as 2.3 / (1 + 9 t), a little noisy. */
export function frameAt(run: string, steps: number, epochs: number): TrainingFrame {
  const at = (steps - 1) / stepsPerEpoch
  const noise = Math.sin(steps * 12.9898) * 0.06
  return {
    run,
    epoch: Math.floor(at) + 1,
    step: ((steps - 1) % stepsPerEpoch) + 1,
    stepsPerEpoch,
    epochs,
    metrics: {
      loss: (2.3 / (1 + 9 * at)) * (1 + noise),
      accuracy: Math.min(0.999, 1 - (0.9 / (1 + 12 * at)) * (1 - noise))
    },
    samplesPerSecond: 21_400,
    secondsLeft: ((epochs * stepsPerEpoch - steps) * 32) / 21_400
  }
}

export function epochAt(epoch: number): EpochMetrics {
  const { metrics } = frameAt('', epoch * stepsPerEpoch, epoch)
  const { loss = 0, accuracy = 0 } = metrics
  return {
    epoch,
    metrics,
    validation: {
      loss: loss * 1.1 + 0.03 + Math.cos(epoch * 5) * 0.008,
      accuracy: accuracy - 0.006 - Math.cos(epoch * 5) * 0.002
    },
    milliseconds: 374
  }
}

const test = { loss: 0.0812, accuracy: 0.974 }

/** A run that has ended. */
export function finishedRun(id: string, document: Document, about: DatasetAbout, started: string): FakeRun {
  const { record } = newRun(id, document, about, started)
  const { epochs } = document.recipe
  const frames: TrainingFrame[] = []
  for (let steps = stepsPerFrame; steps <= epochs * stepsPerEpoch; steps += stepsPerFrame) {
    frames.push(frameAt(id, steps, epochs))
  }
  const ends = Array.from({ length: epochs }, (_, index) => epochAt(index + 1))
  return { record: { ...record, state: 'done', epochs: ends, test }, frames }
}

export function createFakeTraining({ about, frameMs, records, tell }: Options) {
  let count = 0
  const timers = new Map<string, ReturnType<typeof setInterval>>()

  function end(id: string, state: 'done' | 'stopped'): void {
    clearInterval(timers.get(id))
    const run = records.get(id)!
    const isDone = state === 'done'
    run.record = { ...run.record, state, ...(isDone && { test }) }
    tell({ event: 'done', run: id, state, ...(isDone && { test }) })
  }

  function step(id: string): void {
    const run = records.get(id)!
    const { epochs } = run.record.document.recipe
    const steps = run.frames.length * stepsPerFrame + stepsPerFrame
    const frame = frameAt(id, steps, epochs)
    run.frames.push(frame)
    tell({ event: 'frame', ...frame })
    if (frame.step < stepsPerEpoch) return
    const epoch = epochAt(frame.epoch)
    run.record = { ...run.record, epochs: [...run.record.epochs, epoch] }
    tell({ event: 'epoch', run: id, ...epoch })
    tell({ event: 'saved', run: id, epoch: frame.epoch })
    if (frame.epoch === epochs) end(id, 'done')
  }

  function go(id: string): void {
    tell({ event: 'preparing', run: id, message: 'Opening the graph' })
    timers.set(
      id,
      setInterval(() => step(id), frameMs)
    )
  }

  return {
    start(document: Document): string {
      count += 1
      const id = `run-${count}`
      records.set(id, newRun(id, document, about, new Date().toISOString()))
      go(id)
      return id
    },
    resume: go,
    stop: (id: string) => end(id, 'stopped')
  }
}
