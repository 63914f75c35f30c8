import { hostCalls, type HostJobs } from '../../core/host/host.ts'
import type { HostContext } from './host-context.ts'

/** Answers the calls that jobs answer: each by the job of its name, in the folder of its project. */
export function forwardToJobs({ projects, service, tell }: HostContext): HostJobs {
  function forward(name: keyof HostJobs) {
    return async (given: { readonly project?: string }) => {
      const { project } = given
      const input = project === undefined ? given : { ...given, project: projects.get(project).folder }
      return await service.start(name, input as never, ({ name, value }) => tell(name, value)).result
    }
  }

  const names = Object.entries(hostCalls).flatMap(([name, { by }]) => (by === 'job' ? [name as keyof HostJobs] : []))
  return Object.fromEntries(names.map(name => [name, forward(name)])) as unknown as HostJobs
}
