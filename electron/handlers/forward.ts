import { isStoppable } from '../../core/host/call.ts'
import { hostCalls, type HostHandlers, type HostJobs, type StoppableCallName } from '../../core/host/host.ts'
import type { HostContext } from './host-context.ts'
import type { StoppableJobs } from './stoppable-jobs.ts'

interface Given {
  readonly project?: string
  readonly settings?: { readonly id: string }
}

/**
 * Answers the calls that jobs answer, each by the job of its name in the folder of its project, and the call that stops
 * what another one has begun.
 */
export function forwardToJobs(
  { projects, service, tell }: Pick<HostContext, 'projects' | 'service' | 'tell'>,
  stoppable: StoppableJobs
): HostJobs & Pick<HostHandlers, 'stop'> {
  function forward(name: keyof HostJobs) {
    return async (given: Given) => {
      const { project, settings } = given
      const input = project === undefined ? given : { ...given, project: projects.get(project).folder }
      const job = service.start(name, input as never, ({ name, value }) => tell(name, value))
      if (!isStoppable(hostCalls[name])) return await job.result
      return await stoppable.follow(name as StoppableCallName, job, settings?.id)
    }
  }

  const names = Object.entries(hostCalls).flatMap(([name, { by }]) =>
    by === 'job' || by === 'stoppableJob' ? [name as keyof HostJobs] : []
  )
  const jobs = Object.fromEntries(names.map(name => [name, forward(name)])) as unknown as HostJobs
  return { ...jobs, stop: async ({ call }) => stoppable.stop(call) }
}
