import type { Answering } from '../../../core/host/call.ts'
import type { trainingCalls } from '../../../core/host/calls/training.ts'
import type { RunRecord } from '../../../core/train/run.ts'
import { HostFault } from '../../fault.ts'
import { readRun, changeRun } from '../../storage/runs/runs.ts'
import type { HostContext } from '../host-context.ts'
import type { StoppableJobs } from '../stoppable-jobs.ts'

export function createTraining(
  { projects, service, queue, tell }: HostContext,
  stoppable: StoppableJobs
): Answering<typeof trainingCalls> {
  function enqueue(project: string, { id, name, document }: RunRecord): void {
    queue.add({ project, run: id, names: { run: name, project: document.name } })
  }

  return {
    async startTraining({ project, document }) {
      const { folder } = projects.edited(project)
      const job = service.start('prepareRun', { project: folder, document }, ({ name, value }) => tell(name, value))
      const prepared = await stoppable.follow('startTraining', job)
      if ('run' in prepared) enqueue(folder, await readRun(folder, prepared.run))
      return prepared
    },
    async resumeTraining({ project, run }) {
      const { folder } = projects.edited(project)
      if (queue.stateOf(run) !== undefined) return
      const record = await readRun(folder, run)
      const { state, id } = record
      if (state === 'done') {
        throw new HostFault({
          code: 'run/done',
          message: 'This run has trained to the end of its recipe.',
          fix: 'Start a new training with more epochs.'
        })
      }
      await changeRun(folder, id, { state: 'queued' })
      enqueue(folder, record)
    },
    stopTraining: ({ run }) => queue.stop(run),
    liveTrainings: async () => queue.live()
  }
}
