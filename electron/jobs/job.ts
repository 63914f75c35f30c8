import type { Engine, Session } from '../../core/engine.ts'
import type { JobEvent } from '../engine/messages.ts'
import type { DatasetStore } from '../storage/datasets/dataset-store.ts'

/** Says whether the person asked to stop. Asked after each step, so whoever sets it needs a turn of the event loop. */
export interface StopSignal {
  readonly isStopped: boolean
}

/** What all jobs of one thread share. */
export interface JobShare {
  readonly datasets: DatasetStore
  /** Loads native TensorFlow when it is first asked for. Throws HostFault where that fails. */
  engine(): Promise<Engine>
  /**
   * Works with the session that this key stands for. The one used last stays open for the next call with its key; it is
   * closed once another has taken its place and nobody works with it.
   */
  withOpened<Opened extends { readonly session: Session }, Result>(
    key: string,
    open: () => Promise<Opened>,
    work: (opened: Opened) => Promise<Result>
  ): Promise<Result>
}

/** What a job may use: the same in the worker thread and on the command line. */
export interface JobContext extends JobShare {
  readonly signal: StopSignal
  report(event: JobEvent): void
}
