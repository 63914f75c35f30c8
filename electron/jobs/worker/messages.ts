import type { HostError } from '../../../core/host/host-error.ts'
import type { JobEvent } from '../job.ts'
import type { jobs } from '../jobs.ts'

/** A piece of work for the thread that owns native TensorFlow; `electron/jobs/jobs.ts` lists all of them. */
export type JobName = keyof typeof jobs
export type JobInput<Name extends JobName> = Parameters<(typeof jobs)[Name]>[0]
export type JobResult<Name extends JobName> = Awaited<ReturnType<(typeof jobs)[Name]>>

/** `id` counts up within one worker and joins a job with its events and its answer. */
export type ToWorker =
  | { readonly kind: 'start'; readonly id: number; readonly job: JobName; readonly input: unknown }
  | { readonly kind: 'stop'; readonly id: number }

export type FromWorker =
  | { readonly kind: 'event'; readonly id: number; readonly event: JobEvent }
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'fault'; readonly id: number; readonly error: HostError }
