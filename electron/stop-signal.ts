import { HostFault } from './fault.ts'

/** Says whether the person asked to stop. Asked after each step, so whoever sets it needs a turn of the event loop. */
export interface StopSignal {
  readonly isStopped: boolean
}

/** How a longer piece of work tells how far it is, and hears that it is to stop. */
export interface WorkProgress {
  /** Told after each step: what is done, and what is to do in all; undefined while that is not known. */
  readonly progress?: ((done: number, total: number | undefined) => void) | undefined
  readonly signal?: StopSignal | undefined
}

/** The code of what was asked to stop. */
export const stopped = 'job/stopped'

/** Lets the thread hear what else is asked of it. Throws HostFault where that was to stop. */
export async function pause(signal: StopSignal | undefined): Promise<void> {
  await new Promise(setImmediate)
  if (signal?.isStopped) throw new HostFault({ code: stopped, message: 'It was stopped before it was done.' })
}
