import type { HostHandlers } from '../../core/host/host.ts'
import { createAbout } from './about.ts'
import { createDatasets } from './datasets.ts'
import { createExplanations } from './explanations.ts'
import { createExplore } from './explore.ts'
import { createExport } from './export.ts'
import { createFigures } from './figures.ts'
import { forwardToJobs } from './forward.ts'
import type { HostContext } from './host-context.ts'
import { createProjects } from './projects.ts'
import { createRuns } from './runs.ts'
import { createTraining } from './training.ts'

/** All that the window may ask of the machine. */
export function createHost(context: HostContext): HostHandlers {
  return {
    ...forwardToJobs(context),
    ...createAbout(context),
    ...createProjects(context),
    ...createDatasets(context),
    ...createTraining(context),
    ...createRuns(context),
    ...createExplore(context),
    ...createExplanations(context),
    ...createExport(context),
    ...createFigures(context)
  }
}
