import { Worker } from 'node:worker_threads'
import { fromHostError, HostFault } from '../../fault.ts'
import type { JobEvent } from '../job.ts'
import type { FromWorker, JobInput, JobName, JobResult, ToWorker } from './messages.ts'

export interface RunningJob<Result> {
  readonly result: Promise<Result>
  /** Asks the job to end at its next step; `result` then tells how far it came. */
  stop(): void
}

/** A worker thread with native TensorFlow in it. Jobs given to one worker take turns; they do not wait for each other. */
export interface WorkerClient {
  start<Name extends JobName>(
    job: Name,
    input: JobInput<Name>,
    report?: (event: JobEvent) => void
  ): RunningJob<JobResult<Name>>
  /** Ends the thread; what it had not answered fails. */
  close(): Promise<void>
}

interface Pending {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
  readonly report: ((event: JobEvent) => void) | undefined
}

/** Starts the thread with its first job, and again if it has ended since. */
export function createWorkerClient(file: string): WorkerClient {
  const pending = new Map<number, Pending>()
  let worker: Worker | undefined
  let lastId = 0

  function settle(id: number, how: (job: Pending) => void): void {
    const job = pending.get(id)
    pending.delete(id)
    if (job) how(job)
  }

  function receive(message: FromWorker): void {
    switch (message.kind) {
      case 'event':
        pending.get(message.id)?.report?.(message.event)
        return
      case 'result':
        settle(message.id, job => job.resolve(message.result))
        return
      case 'fault':
        settle(message.id, job => job.reject(fromHostError(message.error)))
    }
  }

  function end(cause: unknown): void {
    worker = undefined
    const message = cause instanceof Error ? cause.message : 'Its thread ended.'
    const fault = new HostFault({ code: 'engine/ended', message: `The engine stopped working: ${message}` }, cause)
    for (const id of [...pending.keys()]) settle(id, job => job.reject(fault))
  }

  function thread(): Worker {
    if (worker) return worker
    const started = new Worker(file)
    started.on('message', receive)
    started.on('error', error => {
      if (worker === started) end(error)
    })
    started.on('exit', () => {
      if (worker === started) end(undefined)
    })
    worker = started
    return started
  }

  return {
    start<Name extends JobName>(job: Name, input: JobInput<Name>, report?: (event: JobEvent) => void) {
      const id = ++lastId
      const target = thread()
      const send = (message: ToWorker) => target.postMessage(message)
      const result = new Promise<unknown>((resolve, reject) => pending.set(id, { resolve, reject, report }))
      send({ kind: 'start', id, job, input })
      return { result: result as Promise<JobResult<Name>>, stop: () => send({ kind: 'stop', id }) }
    },
    async close() {
      const closing = worker
      end(undefined)
      await closing?.terminate()
    }
  }
}
