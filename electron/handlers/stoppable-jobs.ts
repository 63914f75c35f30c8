import type { StoppableCallName } from '../../core/host/host.ts'
import type { RunningJob } from '../jobs/worker/worker-client.ts'

/** The jobs at work that the window can stop, by the call that has begun them. */
export interface StoppableJobs {
  /**
   * Waits for a job. What the same call has begun before is stopped; where it is about a dataset, only what is about the
   * same one.
   */
  follow<Result>(call: StoppableCallName, job: RunningJob<Result>, dataset?: string): Promise<Result>
  stop(call: StoppableCallName): void
}

export function createStoppableJobs(): StoppableJobs {
  const atWork = new Set<{ readonly call: string; readonly dataset: string | undefined; stop(): void }>()
  return {
    async follow(call, job, dataset) {
      for (const each of atWork) if (each.call === call && each.dataset === dataset) each.stop()
      const entry = { call, dataset, stop: () => job.stop() }
      atWork.add(entry)
      return await job.result.finally(() => atWork.delete(entry))
    },
    stop(call) {
      for (const each of atWork) if (each.call === call) each.stop()
    }
  }
}
