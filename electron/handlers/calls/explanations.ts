import type { Answering } from '../../../core/host/call.ts'
import type { explanationCalls } from '../../../core/host/explanations.ts'
import type { HostContext } from '../host-context.ts'

export function createExplanations({ projects, service, tell }: HostContext): Answering<typeof explanationCalls> {
  let explaining: { stop(): void } | undefined
  return {
    async explain(given) {
      explaining?.stop()
      const input = { ...given, project: projects.get(given.project).folder }
      const job = service.start('explain', input, ({ name, value }) => tell(name, value))
      explaining = job
      return await job.result
    },
    async stopExplaining() {
      explaining?.stop()
    }
  }
}
