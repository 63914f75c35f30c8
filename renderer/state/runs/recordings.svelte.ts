import type { RunRecord, TrainingFrame } from '../../../core/train/run.ts'
import type { GeneratedSamples } from '../../../core/train/samples.ts'
import { message } from '../../messages/message.ts'
import type { Attempt } from '../attempt.ts'
import type { Host } from '../host.ts'
import type { Project } from '../project.svelte.ts'
import { appendFrame, curvesOf, type Curves } from './curves.ts'

interface Needs {
  readonly host: Host
  readonly project: Project
  readonly attempt: Attempt
}

/** What runs left behind while they trained, as far as it was heard or read: their curves, and images that they made. */
export class Recordings {
  readonly #needs: Needs
  #frames = $state.raw<ReadonlyMap<string, readonly TrainingFrame[]>>(new Map())
  /** What generators made of noise last. */
  #samples = $state.raw<ReadonlyMap<string, GeneratedSamples>>(new Map())
  /** Runs whose frames have been asked for. */
  readonly #followed = new Set<string>()

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /** A run's curves, as far as they are known. */
  curvesOf({ id, epochs }: Pick<RunRecord, 'id' | 'epochs'>): Curves {
    return curvesOf(this.#frames.get(id) ?? [], epochs)
  }

  /** Reads what the curves are made of from disk, the first time. */
  async followCurves(run: string): Promise<void> {
    if (this.#followed.has(run)) return
    this.#followed.add(run)
    const { host, project, attempt } = this.#needs
    const recorded = await attempt(message('train/loadFrames'), () => host.frames({ project: project.id, run }))
    if (recorded === undefined || !this.#followed.has(run)) return
    this.#setFrames(run, [...recorded, ...(this.#frames.get(run) ?? [])].reduce<TrainingFrame[]>(appendFrame, []))
  }

  /** Reads anew what another program has written meanwhile, where it was read before. */
  async refresh(run: string): Promise<void> {
    const { host, project, attempt } = this.#needs
    const { id } = project
    const isFollowed = this.#followed.has(run)
    this.#samples = new Map([...this.#samples].filter(([known]) => known !== run))
    const recorded = isFollowed
      ? await attempt(message('train/loadFrames'), () => host.frames({ project: id, run }))
      : undefined
    if (recorded !== undefined && project.id === id) {
      this.#setFrames(run, recorded.reduce<TrainingFrame[]>(appendFrame, []))
    }
  }

  addFrame(run: string, frame: TrainingFrame): void {
    this.#setFrames(run, appendFrame([...(this.#frames.get(run) ?? [])], frame))
  }

  /** What a run's network made of noise last, as far as it is known. */
  samplesOf(run: string): GeneratedSamples | undefined {
    return this.#samples.get(run)
  }

  /** Reads what a run made from disk, unless it was heard or read before. */
  async followSamples(run: string): Promise<void> {
    if (this.#samples.has(run)) return
    const { host, project, attempt } = this.#needs
    const { id } = project
    const made = await attempt(message('train/loadSamples'), () => host.generatedSamples({ project: id, run }))
    if (made !== undefined && project.id === id && !this.#samples.has(run)) this.setSamples(run, made)
  }

  setSamples(run: string, made: GeneratedSamples): void {
    this.#samples = new Map([...this.#samples, [run, made]])
  }

  /** What a run that is gone left, or what changed on the disk, is read anew when it is asked for. */
  drop(run: string): void {
    this.#frames = new Map([...this.#frames].filter(([id]) => id !== run))
    this.#samples = new Map([...this.#samples].filter(([id]) => id !== run))
    this.#followed.delete(run)
  }

  forget(): void {
    this.#frames = new Map()
    this.#samples = new Map()
    this.#followed.clear()
  }

  #setFrames(run: string, frames: readonly TrainingFrame[]): void {
    this.#frames = new Map([...this.#frames, [run, frames]])
  }
}
