import { jobs } from '../jobs/jobs.ts'
import { pause } from '../stop-signal.ts'
import type { JobContext, JobEvent } from '../jobs/job.ts'
import { createJobResources } from '../jobs/sessions/resources.ts'
import type { JobInput, JobName, JobResult } from '../jobs/worker/messages.ts'

const resources = createJobResources()
/** Once the person asks to stop, no further job begins. */
const signal = { isStopped: false }

/** The exit code of what a person has ended by Ctrl+C, as shells have it. */
export const stoppedCode = 130

/**
 * Runs a job in this process, which has nothing else to do meanwhile. Ctrl+C ends it after its step, so that nothing is
 * left half written; a second one ends the process at once.
 */
export async function runJob<Name extends JobName>(
  job: Name,
  input: JobInput<Name>,
  report: (event: JobEvent) => void = () => undefined
): Promise<JobResult<Name>> {
  const run = jobs[job] as (input: JobInput<Name>, context: JobContext) => Promise<JobResult<Name>>
  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    await pause(signal)
    return await run(input, { ...resources, signal, report })
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

function stop(): void {
  // What was saved last is on disk.
  if (signal.isStopped) process.exit(stoppedCode)
  signal.isStopped = true
  process.stderr.write('\nStopping after this step. Press Ctrl+C again to end at once.\n')
}
