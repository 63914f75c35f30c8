import type { LiveTraining } from '../../../core/host/calls/training.ts'
import type { TrainingFrame } from '../../../core/train/run.ts'
import { message } from '../../messages/message.ts'
import type { Attempt } from '../attempt.ts'
import type { Host } from '../host.ts'

/** Everything that trains or waits in this program, of whatever project. */
export class LiveTrainings {
  readonly #host: Host
  readonly #attempt: Attempt
  list = $state.raw<readonly LiveTraining[]>([])
  #stopping = $state.raw<ReadonlySet<string>>(new Set())
  /** How far what trains is. */
  #frame = $state.raw<TrainingFrame>()

  constructor(host: Host, attempt: Attempt) {
    this.#host = host
    this.#attempt = attempt
    // For as long as the window lives.
    host.on('liveTrainings', list => (this.list = list))
    host.on('training', event => {
      if (event.event === 'frame') this.#frame = event
    })
  }

  /** Asks what trains already: a window that was loaded anew has heard nothing of it. */
  async load(): Promise<void> {
    this.list = (await this.#attempt(message('train/live'), () => this.#host.liveTrainings())) ?? this.list
  }

  frameOf(run: string): TrainingFrame | undefined {
    return this.#frame?.run === run ? this.#frame : undefined
  }

  isStopping(run: string): boolean {
    return this.#stopping.has(run)
  }

  async stop(run: string): Promise<void> {
    this.#stopping = new Set([...this.#stopping, run])
    const isTold = await this.#attempt(message('train/stop'), async () => {
      await this.#host.stopTraining({ run })
      return true
    })
    if (!isTold) this.#stopping = new Set([...this.#stopping].filter(each => each !== run))
  }
}
