import type { Engine, Session } from '../../core/engine.ts'
import type { JobEvent } from '../engine/messages.ts'

/** Says whether the person asked to stop. Asked after each step, so whoever sets it needs a turn of the event loop. */
export interface StopSignal {
  readonly isStopped: boolean
}

/** What a job may use: the same in the worker thread and on the command line. */
export interface JobContext {
  readonly signal: StopSignal
  report(event: JobEvent): void
  /** Loads native TensorFlow when it is first asked for, once a thread. Throws HostFault where that fails. */
  engine(): Promise<Engine>
  /** The session kept under this key from the last call, or a new one; the one kept before it is closed. */
  session<Opened extends { readonly session: Session }>(key: string, open: () => Promise<Opened>): Promise<Opened>
}
