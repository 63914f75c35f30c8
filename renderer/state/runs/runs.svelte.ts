import type { Document } from '../../../core/document/records.ts'
import type { EpochMetrics, RunRecord, RunState, TrainingEvent, TrainingFrame } from '../../../core/train/run.ts'
import type { Problem } from '../../../core/problem.ts'
import { message } from '../../messages/message.ts'
import type { Attempt } from '../attempt.ts'
import { curvesOf, type Curves } from './curves.ts'
import type { Host } from '../host.ts'
import type { Project } from '../project.svelte.ts'
import type { Toasts } from '../toasts.svelte.ts'

/** A training that is under way. */
export interface ActiveTraining {
  readonly run: string
  /** What it does before its first step, or after its last. */
  readonly stage: string | undefined
  readonly frame: TrainingFrame | undefined
  readonly isStopping: boolean
}

/** The project's runs, newest first, and the one that is training. */
export interface Runs {
  readonly list: readonly RunRecord[]
  readonly active: ActiveTraining | undefined
  /** What kept the last start from happening, until the project is changed. */
  readonly startProblems: readonly Problem[]
  /** The run that Train shows. */
  readonly shown: RunRecord | undefined
  /** Runs drawn beside the shown one, for comparing. */
  readonly compared: ReadonlySet<string>
  find(run: string | undefined): RunRecord | undefined
  /** Runs that can predict: with weights on disk. */
  readonly trained: readonly RunRecord[]
  /** Its curves so far; reads them from disk the first time. */
  curvesOf(run: string): Curves
  show(run: string): void
  toggleCompared(run: string): void
  start(): Promise<boolean>
  stop(): Promise<void>
  resume(run: string): Promise<void>
  remove(run: string): Promise<void>
  load(): Promise<void>
  /** Another project was opened: what is known of the last one's runs is let go. */
  forget(): void
}

interface Needs {
  readonly host: Host
  readonly project: Project
  readonly attempt: Attempt
  readonly toasts: Toasts
  /** A training came to its end, stopped or done. */
  readonly onEnd?: (run: RunRecord) => void
}

const noCurves = curvesOf([], [])

export function createRuns({ host, project, attempt, toasts, onEnd }: Needs): Runs {
  let list = $state.raw<readonly RunRecord[]>([])
  let active = $state.raw<ActiveTraining>()
  let refused = $state.raw<{ readonly document: Document; readonly problems: readonly Problem[] }>()
  let shownId = $state<string>()
  let compared = $state.raw<ReadonlySet<string>>(new Set())
  /** Counts what was drawn in; the frames themselves are long and only ever grow. */
  let version = $state(0)
  const frames = new Map<string, TrainingFrame[]>()
  /** Runs that are not of this project, as far as is known. */
  const foreign = new Set<string>()

  const shown = $derived(list.find(run => run.id === shownId) ?? list[0])
  const trained = $derived(list.filter(run => run.epochs.length > 0))

  // For as long as the window lives.
  host.on('training', hear)

  function hear(event: TrainingEvent): void {
    if (!isKnown(event.run)) {
      void learn(event.run)
      return
    }
    switch (event.event) {
      case 'preparing':
        active = { run: event.run, stage: event.message, frame: undefined, isStopping: false }
        return
      case 'frame': {
        const { event: _, ...frame } = event
        append(frame)
        active = { run: event.run, stage: undefined, frame, isStopping: active?.isStopping ?? false }
        change(event.run, { state: 'running' })
        return
      }
      case 'epoch': {
        const { event: _, run, ...epoch } = event
        const epochs = list.find(record => record.id === run)?.epochs ?? []
        change(run, { epochs: [...epochs.filter(known => known.epoch < epoch.epoch), epoch] })
        version += 1
        return
      }
      case 'saved':
        return
      case 'done':
        end(event.run, resultOf(event))
        tellEnd(event.run)
        return
      case 'failed':
        end(event.run, { state: 'failed' })
        toasts.show({ tone: 'error', text: event.message, detail: event.fix })
    }
  }

  function isKnown(run: string): boolean {
    return list.some(record => record.id === run)
  }

  /** A run begun just now, whose record is not read yet; or one of a project that was open before, which is let be. */
  async function learn(run: string): Promise<void> {
    if (foreign.has(run)) return
    foreign.add(run)
    await load()
    if (isKnown(run)) foreign.delete(run)
  }

  function end(run: string, values: Partial<RunRecord>): void {
    if (active?.run === run) active = undefined
    change(run, values)
    void load()
  }

  function tellEnd(run: string): void {
    const record = list.find(each => each.id === run)
    if (record !== undefined) onEnd?.(record)
  }

  function append(frame: TrainingFrame): void {
    frames.set(frame.run, appended(frames.get(frame.run) ?? [], frame))
    version += 1
  }

  function change(run: string, values: Partial<RunRecord>): void {
    const record = list.find(each => each.id === run)
    if (record === undefined || !isChanged(record, values)) return
    list = list.map(each => (each === record ? { ...record, ...values } : each))
  }

  async function load(): Promise<void> {
    const { id } = project
    const records = await attempt(message('train/loadRuns'), () => host.runs(id))
    if (records === undefined || project.id !== id) return
    list = [...records].sort((a, b) => b.started.localeCompare(a.started))
  }

  async function readFrames(run: string): Promise<void> {
    const recorded = await attempt(message('train/loadFrames'), () => host.frames(project.id, run))
    if (recorded === undefined) return
    const live = frames.get(run) ?? []
    frames.set(run, [...recorded, ...live].reduce<TrainingFrame[]>(appended, []))
    version += 1
  }

  async function begin(run: string): Promise<void> {
    refused = undefined
    await load()
    shownId = run
    const state = list.find(record => record.id === run)?.state
    const isWaiting = state === undefined || state === 'queued' || state === 'running'
    // Its first events may have come before the answer to the call; a short one may be over by now.
    if (active?.run !== run && isWaiting) {
      active = { run, stage: message('train/queued'), frame: undefined, isStopping: false }
    }
  }

  return {
    get list() {
      return list
    },
    get active() {
      return active
    },
    get startProblems() {
      return refused?.document === project.document ? refused.problems : []
    },
    get shown() {
      return shown
    },
    get compared() {
      return compared
    },
    get trained() {
      return trained
    },
    find: run => list.find(record => record.id === run),
    curvesOf(run) {
      void version
      const record = list.find(each => each.id === run)
      if (record === undefined) return noCurves
      const known = frames.get(run)
      if (known === undefined) {
        frames.set(run, [])
        void readFrames(run)
      }
      return curvesOf(known ?? [], record.epochs)
    },
    show(run) {
      shownId = run
    },
    toggleCompared(run) {
      const others = [...compared].filter(id => id !== run)
      compared = new Set(compared.has(run) ? others : [...others, run])
    },
    async start() {
      if (active !== undefined) return false
      const { document } = project
      const started = await attempt(message('train/start'), () => host.startTraining(project.id, document))
      if (started === undefined) return false
      if ('problems' in started) {
        refused = { document, problems: started.problems }
        return false
      }
      await begin(started.run)
      return true
    },
    async stop() {
      const stopping = active
      if (stopping === undefined) return
      active = { ...stopping, isStopping: true }
      await attempt(message('train/stop'), () => host.stopTraining(stopping.run))
    },
    async resume(run) {
      if (active !== undefined) return
      const done = await attempt(message('train/resume'), async () => {
        await host.resumeTraining(project.id, run)
        return true
      })
      if (done) await begin(run)
    },
    async remove(run) {
      const done = await attempt(message('train/delete'), async () => {
        await host.deleteRun(project.id, run)
        return true
      })
      if (!done) return
      list = list.filter(record => record.id !== run)
      compared = new Set([...compared].filter(id => id !== run))
      frames.delete(run)
    },
    load,
    forget() {
      list = []
      active = undefined
      refused = undefined
      shownId = undefined
      compared = new Set()
      frames.clear()
      foreign.clear()
    }
  }
}

function isChanged(record: RunRecord, values: Partial<RunRecord>): boolean {
  return Object.entries(values).some(([name, value]) => record[name as keyof RunRecord] !== value)
}

/** With the frame at the end. A resumed run does part of an epoch again: what it had of that is drawn no more. */
function appended(frames: TrainingFrame[], frame: TrainingFrame): TrainingFrame[] {
  const last = frames.at(-1)
  const kept = last === undefined || isBefore(last, frame) ? frames : frames.filter(each => isBefore(each, frame))
  kept.push(frame)
  return kept
}

function isBefore(frame: TrainingFrame, other: TrainingFrame): boolean {
  return frame.epoch < other.epoch || (frame.epoch === other.epoch && frame.step < other.step)
}

function resultOf(event: Extract<TrainingEvent, { event: 'done' }>): Partial<RunRecord> {
  const { state, testLoss, testAccuracy } = event
  return {
    state: state satisfies RunState,
    ...(testLoss === undefined ? {} : { testLoss }),
    ...(testAccuracy === undefined ? {} : { testAccuracy })
  }
}

/** The epoch that did best on the validation samples: by accuracy, and by loss where there are no classes. */
export function bestEpoch(epochs: readonly EpochMetrics[]): EpochMetrics | undefined {
  const scoreOf = (epoch: EpochMetrics) =>
    epoch.validationAccuracy ?? epoch.accuracy ?? -(epoch.validationLoss ?? epoch.loss)
  return epochs.reduce<EpochMetrics | undefined>(
    (best, epoch) => (best === undefined || scoreOf(epoch) > scoreOf(best) ? epoch : best),
    undefined
  )
}
