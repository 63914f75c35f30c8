import type { Answering } from '../../../core/host/call.ts'
import type { runCalls } from '../../../core/host/calls/runs.ts'
import type { RunRecord } from '../../../core/train/run.ts'
import { HostFault } from '../../fault.ts'
import { deleteRun, describeRun, restoreRun } from '../../storage/runs/runs.ts'
import type { HostContext } from '../host-context.ts'

export function createRuns({ projects, queue, service, log, caution }: HostContext): Answering<typeof runCalls> {
  let warmed: string | undefined

  /** The window asks for the runs when it opens a project and when one has ended: the newest is likely to be explored. */
  function warmUpNewest(project: string, runs: readonly RunRecord[]): void {
    const newest = runs.find(({ state }) => state === 'done' || state === 'stopped')
    if (!newest || newest.id === warmed || caution.skipsWarmUp) return
    warmed = newest.id
    service
      .start('warmUp', { project, model: newest.id })
      .result.catch((error: unknown) => log.error('opening the newest run', error))
  }

  return {
    async runs({ project }) {
      const { folder } = projects.get(project)
      const input = { project: folder, live: queue.live().map(({ run }) => run) }
      const { runs, problems } = await service.start('listRuns', input).result
      for (const { where, message } of problems) log.error('runs', `${where.path}: ${message}`)
      warmUpNewest(folder, runs)
      return { runs, problems }
    },
    async describeRun({ project, run, name, note }) {
      await describeRun(projects.edited(project).folder, run, { name, ...(note !== '' && { note }) })
    },
    async deleteRun({ project, run }) {
      if (queue.stateOf(run) !== undefined) {
        throw new HostFault({ code: 'run/live', message: 'This run is training.', fix: 'Stop it first.' })
      }
      await deleteRun(projects.edited(project).folder, run)
    },
    async restoreRun({ project, run }) {
      await restoreRun(projects.edited(project).folder, run)
    }
  }
}
