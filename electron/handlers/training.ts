import type { HostApi } from '../../core/host.ts'
import { HostFault } from '../fault.ts'
import { parseDocument } from '../parse-input.ts'
import { readRun, setRunState } from '../storage/runs/runs.ts'
import type { HostContext } from './host-context.ts'

type TrainingCalls = Pick<HostApi, 'startTraining' | 'memoryFigures' | 'resumeTraining' | 'stopTraining'>

export function createTraining({ projects, service, queue, tell }: HostContext): TrainingCalls {
  return {
    async startTraining(project, document) {
      const { folder } = projects.edited(project)
      const input = { project: folder, document: parseDocument(document) }
      const job = service.start('prepareRun', input, event => {
        if (event.name === 'importing') tell('importing', event.value)
      })
      const prepared = await job.result
      if ('run' in prepared) queue.add({ project: folder, run: prepared.run })
      return prepared
    },
    memoryFigures: (document, datasets, dataset) =>
      service.start('memoryFigures', { document, datasets, dataset }).result,
    async resumeTraining(project, run) {
      const { folder } = projects.edited(project)
      if (queue.stateOf(run) !== undefined) return
      const { state, id } = await readRun(folder, run)
      if (state === 'done') {
        throw new HostFault({
          code: 'run/done',
          message: 'This run has trained to the end of its recipe.',
          fix: 'Start a new training with more epochs.'
        })
      }
      await setRunState(folder, id, 'queued')
      queue.add({ project: folder, run: id })
    },
    stopTraining: run => queue.stop(run)
  }
}
