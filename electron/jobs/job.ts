import type { Engine } from '../../core/engine.ts'
import type { JobEvent } from '../engine/messages.ts'
import type { DatasetStore } from '../storage/datasets/dataset-store.ts'
import type { OpenSessions } from './open-sessions.ts'

/** Says whether the person asked to stop. Asked after each step, so whoever sets it needs a turn of the event loop. */
export interface StopSignal {
  readonly isStopped: boolean
}

/** What all jobs of one thread share. */
export interface JobShare extends OpenSessions {
  readonly datasets: DatasetStore
  /** Loads native TensorFlow when it is first asked for. Throws HostFault where that fails. */
  engine(): Promise<Engine>
}

/** What a job may use: the same in the worker thread and on the command line. */
export interface JobContext extends JobShare {
  readonly signal: StopSignal
  report(event: JobEvent): void
}
