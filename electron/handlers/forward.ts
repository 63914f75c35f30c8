import { hostCalls, type HostHandlers, type HostJobs } from '../../core/host/host.ts'
import type { HostContext } from './host-context.ts'

/**
 * Answers the calls that jobs answer, each by the job of its name in the folder of its project, and the call that stops
 * one of them.
 */
export function forwardToJobs({
  projects,
  service,
  tell
}: Pick<HostContext, 'projects' | 'service' | 'tell'>): HostJobs & Pick<HostHandlers, 'stop'> {
  /** The newest job of each call that can be stopped. */
  const newest = new Map<string, { stop(): void }>()

  function forward(name: keyof HostJobs) {
    return async (given: { readonly project?: string }) => {
      const { project } = given
      const input = project === undefined ? given : { ...given, project: projects.get(project).folder }
      newest.get(name)?.stop()
      const job = service.start(name, input as never, ({ name, value }) => tell(name, value))
      if (hostCalls[name].by === 'stoppableJob') newest.set(name, job)
      return await job.result
    }
  }

  const names = Object.entries(hostCalls).flatMap(([name, { by }]) =>
    by === 'handler' ? [] : [name as keyof HostJobs]
  )
  const jobs = Object.fromEntries(names.map(name => [name, forward(name)])) as unknown as HostJobs
  return { ...jobs, stop: async ({ call }) => newest.get(call)?.stop() }
}
