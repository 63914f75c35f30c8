import { jobs } from '../jobs/jobs.ts'
import type { StopSignal } from '../stop-signal.ts'
import type { JobContext, JobEvent } from '../jobs/job.ts'
import { createJobResources } from '../jobs/sessions/resources.ts'
import type { JobInput, JobName, JobResult } from '../jobs/worker/messages.ts'

const resources = createJobResources()

interface LocalOptions {
  readonly report?: (event: JobEvent) => void
  readonly signal?: StopSignal
}

/** Runs a job in this process, which has nothing else to do meanwhile. */
export async function runJob<Name extends JobName>(
  job: Name,
  input: JobInput<Name>,
  { report = () => undefined, signal = { isStopped: false } }: LocalOptions = {}
): Promise<JobResult<Name>> {
  const run = jobs[job] as (input: JobInput<Name>, context: JobContext) => Promise<JobResult<Name>>
  return await run(input, { ...resources, signal, report })
}
