import type { Answering } from '../../../core/host/call.ts'
import type { trainingCalls } from '../../../core/host/calls/training.ts'
import type { RunRecord } from '../../../core/train/run.ts'
import { continueRun } from '../../storage/runs/continue-run.ts'
import { readRun } from '../../storage/runs/runs.ts'
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
    async resumeTraining({ project, run, epochs }) {
      const { folder } = projects.edited(project)
      if (queue.stateOf(run) !== undefined) return
      enqueue(folder, await readRun(folder, await continueRun(folder, run, epochs)))
    },
    stopTraining: ({ run }) => queue.stop(run),
    liveTrainings: async () => queue.live()
  }
}
