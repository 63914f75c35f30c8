import { parentPort } from 'node:worker_threads'
import { assert } from '../../../core/assert.ts'
import { toHostError } from '../../fault.ts'
import { createJobResources } from '../sessions/resources.ts'
import type { JobContext } from '../job.ts'
import { jobs } from '../jobs.ts'
import type { FromWorker, JobName, ToWorker } from './messages.ts'

// The thread's entry: takes jobs, runs them beside each other, answers each by its id.
const port = parentPort
assert(port, 'The engine thread is started by the main process.')
const answer = (message: FromWorker) => port.postMessage(message)
const stops = new Map<number, { isStopped: boolean }>()
const shared = createJobResources()

async function start(id: number, job: JobName, input: unknown): Promise<void> {
  const signal = { isStopped: false }
  stops.set(id, signal)
  const run = jobs[job] as (input: unknown, context: JobContext) => Promise<unknown>
  try {
    const result = await run(input, { ...shared, signal, report: event => answer({ kind: 'event', id, event }) })
    answer({ kind: 'result', id, result })
  } catch (error) {
    answer({ kind: 'fault', id, error: toHostError(error) })
  } finally {
    stops.delete(id)
  }
}

port.on('message', (message: ToWorker) => {
  if (message.kind === 'start') {
    void start(message.id, message.job, message.input)
    return
  }
  const signal = stops.get(message.id)
  if (signal) signal.isStopped = true
})
