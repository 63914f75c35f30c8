import type { Document } from '../../../core/document/records.ts'
import type { RunRecord, TrainingEvent, TrainingFrame } from '../../../core/train/run.ts'
import type { Problem } from '../../../core/problem.ts'
import { message } from '../../messages/message.ts'
import type { HostEvents } from '../../../core/host/host.ts'
import { undefinedIf, type Attempt } from '../attempt.ts'
import type { Host } from '../host.ts'
import type { Project } from '../project.svelte.ts'
import type { Toasts } from '../toasts.svelte.ts'
import { toggledPlace } from './places.ts'
import { Recordings } from './recordings.svelte.ts'

/** A training that is under way. */
export interface ActiveTraining {
  readonly run: string
  /** What it does before its first step, or after its last. */
  readonly stage: string | undefined
  readonly frame: TrainingFrame | undefined
  readonly isStopping: boolean
}

interface Needs {
  readonly host: Host
  readonly project: Project
  readonly attempt: Attempt
  readonly toasts: Toasts
  /** The person has had a training begin, or go on. */
  readonly onBegin?: () => void
  /** A training came to its end: stopped, done or failed. */
  readonly onEnd?: (run: RunRecord) => void
}

/** The project's runs, newest first, and the one that is training. */
export class Runs {
  readonly #needs: Needs
  readonly recordings: Recordings
  list = $state.raw<readonly RunRecord[]>([])
  active = $state.raw<ActiveTraining>()
  #isStarting = $state(false)
  #packing = $state.raw<HostEvents['importing']>()
  /** How far the packing of the images is, where the start of a training waits for it. */
  readonly packing = $derived(this.#isStarting ? this.#packing : undefined)
  /** Runs drawn beside the shown one, each with its place among the looks that curves have: it keeps that. */
  compared = $state.raw<ReadonlyMap<string, number>>(new Map())
  /** Deleted since the project was opened; until it is closed they can be brought back. The last one first. */
  deleted = $state.raw<readonly RunRecord[]>([])
  #shownId = $state<string>()
  #refused = $state.raw<{ readonly document: Document; readonly problems: readonly Problem[] }>()
  /** Runs that are not of this project, as far as is known. */
  readonly #foreign = new Set<string>()

  /** The run that Train shows. */
  readonly shown = $derived(this.find(this.#shownId) ?? this.list[0])
  /** Runs that can predict: with weights on disk. */
  readonly trained = $derived(this.list.filter(run => run.epochs.length > 0))
  /** What kept the last start from happening, until the project is changed. */
  readonly startProblems = $derived.by(() =>
    this.#refused?.document === this.#needs.project.document ? this.#refused.problems : []
  )

  constructor(needs: Needs) {
    this.#needs = needs
    this.recordings = new Recordings(needs)
    // For as long as the window lives.
    needs.host.on('training', event => this.#hear(event))
    needs.host.on('runsChanged', ({ project }) => void this.#hearElsewhere(project))
    needs.host.on('importing', packing => (this.#packing = packing))
  }

  find(run: string | undefined): RunRecord | undefined {
    return this.list.find(record => record.id === run)
  }

  show(run: string): void {
    this.#shownId = run
  }

  toggleCompared(run: string): void {
    this.compared = toggledPlace(this.compared, run)
  }

  async start(): Promise<boolean> {
    if (this.active !== undefined || this.#isStarting) return false
    const { host, project, attempt } = this.#needs
    const { document } = project
    this.#packing = undefined
    this.#isStarting = true
    this.#needs.onBegin?.()
    const started = await attempt(message('train/start'), () =>
      host.startTraining({ project: project.id, document }).catch(undefinedIf('job/stopped'))
    )
    this.#isStarting = false
    if (started === undefined) return false
    if ('problems' in started) {
      this.#refused = { document, problems: started.problems }
      return false
    }
    await this.#begin(started.run)
    return true
  }

  /** Stops the packing that a start waits for, whoever has asked for it, and the start with it. */
  async cancelStart(): Promise<void> {
    const { host, attempt } = this.#needs
    await attempt(message('train/start'), async () => {
      await host.stop({ call: 'startTraining' })
      await host.stop({ call: 'describeDataset' })
    })
  }

  async stop(): Promise<void> {
    const { active } = this
    if (active === undefined) return
    const { host, attempt } = this.#needs
    this.active = { ...active, isStopping: true }
    await attempt(message('train/stop'), () => host.stopTraining({ run: active.run }))
  }

  /** Lets a run go on: to the end of its recipe, or to so many epochs in all. */
  async resume(run: string, epochs?: number): Promise<void> {
    if (this.active !== undefined) return
    const { host, project, attempt } = this.#needs
    this.#needs.onBegin?.()
    const done = await attempt(message('train/resume'), async () => {
      await host.resumeTraining({ project: project.id, run, epochs })
      return true
    })
    if (done) await this.#begin(run)
  }

  async remove(run: string): Promise<void> {
    const { host, project, attempt, toasts } = this.#needs
    const record = this.find(run)
    const done = await attempt(message('train/delete'), async () => {
      await host.deleteRun({ project: project.id, run })
      return true
    })
    if (!done || record === undefined) return
    this.list = this.list.filter(({ id }) => id !== run)
    this.compared = new Map([...this.compared].filter(([id]) => id !== run))
    this.recordings.drop(run)
    this.deleted = [record, ...this.deleted]
    toasts.show({
      tone: 'plain',
      text: message('runs/deleted', { name: record.name }),
      cause: message('runs/restore'),
      action: { label: message('header/undo'), run: () => void this.restore(run) }
    })
  }

  /** Brings a deleted run back. */
  async restore(run: string): Promise<void> {
    const { host, project, attempt } = this.#needs
    const done = await attempt(message('runs/restore'), async () => {
      await host.restoreRun({ project: project.id, run })
      return true
    })
    this.deleted = this.deleted.filter(({ id }) => id !== run)
    if (done) await this.load()
  }

  /** Gives a run a name and a note. */
  async describe(run: string, words: { readonly name: string; readonly note: string }): Promise<void> {
    const { host, project, attempt } = this.#needs
    const done = await attempt(message('runs/describe'), async () => {
      await host.describeRun({ project: project.id, run, ...words })
      return true
    })
    if (done) this.#change(run, words)
  }

  async load(): Promise<void> {
    const { host, project, attempt, toasts } = this.#needs
    const { id } = project
    const read = await attempt(message('train/loadRuns'), () => host.runs({ project: id }))
    if (read === undefined || project.id !== id) return
    this.list = [...read.runs].sort((a, b) => b.started.localeCompare(a.started))
    toasts.tell(read.problems)
  }

  /** Another project was opened: what is known of the last one's runs is let go. */
  forget(): void {
    this.list = []
    this.active = undefined
    this.compared = new Map()
    this.deleted = []
    this.#refused = undefined
    this.#shownId = undefined
    this.recordings.forget()
    this.#foreign.clear()
  }

  #hear(event: TrainingEvent): void {
    const { run } = event
    const record = this.find(run)
    if (record === undefined) {
      void this.#learn(run)
      return
    }
    switch (event.event) {
      case 'preparing':
        this.active = { run, stage: event.message, frame: undefined, isStopping: false }
        return
      case 'initialized':
        return
      case 'frame': {
        const { event: _, ...frame } = event
        this.recordings.addFrame(run, frame)
        this.active = { run, stage: undefined, frame, isStopping: this.active?.isStopping ?? false }
        this.#change(run, { state: 'running' })
        return
      }
      case 'epoch': {
        const { event: _, run: __, ...epoch } = event
        this.#change(run, { epochs: [...record.epochs.filter(known => known.epoch < epoch.epoch), epoch] })
        return
      }
      case 'samples':
        this.recordings.setSamples(run, { samples: event.samples, epoch: event.epoch })
        return
      case 'saved':
        return
      case 'done': {
        this.#end(run, resultOf(event))
        const ended = this.find(run)
        if (ended !== undefined) this.#needs.onEnd?.(ended)
        return
      }
      case 'failed': {
        const { message: text, fix } = event
        this.#end(run, { state: 'failed', failure: { message: text, fix } })
        const ended = this.find(run)
        if (ended !== undefined) this.#needs.onEnd?.(ended)
      }
    }
  }

  /** Another program has made a run of the project, trains one, or took one away. */
  async #hearElsewhere(project: string): Promise<void> {
    if (project !== this.#needs.project.id) return
    const before = this.list
    await this.load()
    const touched = [...before, ...this.list].filter(run => isUnderWay(run) && run.id !== this.active?.run)
    for (const run of new Set(touched.map(({ id }) => id))) void this.recordings.refresh(run)
  }

  /** A run begun just now, whose record is not read yet; or one of a project that was open before, which is let be. */
  async #learn(run: string): Promise<void> {
    if (this.#foreign.has(run)) return
    this.#foreign.add(run)
    await this.load()
    if (this.find(run) !== undefined) this.#foreign.delete(run)
  }

  async #begin(run: string): Promise<void> {
    this.#refused = undefined
    await this.load()
    this.#shownId = run
    const record = this.find(run)
    // Its first events may have come before the answer to the call; a short one may be over by now.
    if (this.active?.run !== run && (record === undefined || isUnderWay(record))) {
      this.active = { run, stage: message('train/queued'), frame: undefined, isStopping: false }
    }
  }

  #end(run: string, values: Partial<RunRecord>): void {
    if (this.active?.run === run) this.active = undefined
    this.#change(run, values)
    void this.load()
  }

  #change(run: string, values: Partial<RunRecord>): void {
    const record = this.find(run)
    if (record === undefined || !isChanged(record, values)) return
    this.list = this.list.map(each => (each === record ? { ...record, ...values } : each))
  }
}

function isUnderWay({ state }: RunRecord): boolean {
  return state === 'running' || state === 'queued'
}

function isChanged(record: RunRecord, values: Partial<RunRecord>): boolean {
  return Object.entries(values).some(([name, value]) => record[name as keyof RunRecord] !== value)
}

function resultOf(event: Extract<TrainingEvent, { event: 'done' }>): Partial<RunRecord> {
  const { event: _, run: __, ...result } = event
  return result
}
