import type { Answering } from '../../../core/host/call.ts'
import type { exploreCalls } from '../../../core/host/explore.ts'
import type { HostContext } from '../host-context.ts'

export function createExplore({ service, tell }: HostContext): Answering<typeof exploreCalls> {
  let timing: { stop(): void } | undefined
  return {
    async timeLayers({ document }) {
      timing?.stop()
      const job = service.start('timeLayers', { document }, ({ name, value }) => tell(name, value))
      timing = job
      return await job.result
    },
    async stopTiming() {
      timing?.stop()
    }
  }
}
