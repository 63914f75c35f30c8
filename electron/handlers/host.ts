import type { HostHandlers } from '../../core/host/host.ts'
import { createAbout } from './calls/about.ts'
import { createDatasets } from './calls/datasets.ts'
import { createExport } from './calls/export.ts'
import { createFigures } from './calls/figures.ts'
import { forwardToJobs } from './forward.ts'
import type { HostContext } from './host-context.ts'
import { createStoppableJobs } from './stoppable-jobs.ts'
import { createModels } from './calls/models.ts'
import { createProjects } from './calls/projects.ts'
import { createRuns } from './calls/runs.ts'
import { createTraining } from './calls/training.ts'

/** All that the window may ask of the machine. */
export function createHost(context: HostContext): HostHandlers {
  const stoppable = createStoppableJobs()
  return {
    ...forwardToJobs(context, stoppable),
    ...createAbout(context),
    ...createProjects(context),
    ...createDatasets(context, stoppable),
    ...createTraining(context, stoppable),
    ...createRuns(context),
    ...createModels(context),
    ...createExport(context, stoppable),
    ...createFigures(context)
  }
}
