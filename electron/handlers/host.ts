import type { HostApi } from '../../core/host.ts'
import { createAbout } from './about.ts'
import { createDatasets } from './datasets.ts'
import { createExplore } from './explore.ts'
import { createExport } from './export.ts'
import { createFigures } from './figures.ts'
import type { HostContext } from './host-context.ts'
import { createProjects } from './projects.ts'
import { createRuns } from './runs.ts'
import { createTraining } from './training.ts'

/** All that the window may ask of the machine. */
export function createHost(context: HostContext): HostApi {
  return {
    ...createAbout(context),
    ...createProjects(context),
    ...createDatasets(context),
    ...createTraining(context),
    ...createRuns(context),
    ...createExplore(context),
    ...createExport(context),
    ...createFigures(context)
  } satisfies HostApi
}
