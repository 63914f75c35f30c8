import { app } from 'electron'
import type { aboutCalls } from '../../../core/host/calls/about.ts'
import type { Answering } from '../../../core/host/call.ts'
import { bindingFault } from '../../boot.ts'
import { describeProcessor } from '../../machine/describe-processor.ts'
import { describeSetUp } from '../../machine/describe-set-up.ts'
import { toHostError } from '../../fault.ts'
import type { HostContext } from '../host-context.ts'

export function createAbout({ service }: HostContext): Answering<typeof aboutCalls> {
  async function engine() {
    if (bindingFault !== undefined) {
      const fix = 'Run npm run setup, which gets native TensorFlow and checks it; drawing works meanwhile.'
      return { code: 'engine/missing', message: `Native TensorFlow did not load: ${bindingFault}`, fix }
    }
    try {
      const { library } = await describeSetUp()
      const described = await service.start('describeEngine', undefined).result
      return { ...described, library: library ?? described.library }
    } catch (error) {
      return toHostError(error)
    }
  }

  return {
    async about() {
      return {
        version: app.getVersion(),
        platform: `${process.platform} ${process.arch}`,
        electron: process.versions.electron ?? '',
        processor: await describeProcessor(),
        engine: await engine()
      }
    }
  }
}
