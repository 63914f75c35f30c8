import { dialog, type OpenDialogOptions } from 'electron'
import type { Answering } from '../../../core/host/call.ts'
import type { datasetCalls, Imported } from '../../../core/host/calls/datasets.ts'
import type { ImportOffer } from '../../../core/data/sources/import-offer.ts'
import { HostFault, problemFault } from '../../fault.ts'
import { importOffers } from '../../storage/datasets/sources/catalogue.ts'
import type { HostContext } from '../host-context.ts'
import type { StoppableJobs } from '../stoppable-jobs.ts'

function dialogFor(label: string, { kind, hint }: NonNullable<ImportOffer['chooses']>): OpenDialogOptions {
  return {
    title: `Import: ${label}`,
    buttonLabel: 'Import',
    message: hint,
    properties: kind === 'folder' ? ['openDirectory'] : ['openFile', 'multiSelections']
  }
}

interface Chosen {
  readonly project: string
  readonly words: readonly string[]
  readonly as?: string
}

export function createDatasets(
  { window, projects, service, allowed, tell }: HostContext,
  stoppable: StoppableJobs
): Answering<typeof datasetCalls> {
  async function importFrom(call: 'importOffer' | 'importDropped', { project, words, as }: Chosen): Promise<Imported> {
    const { folder } = projects.edited(project)
    const job = service.start('importDataset', { project: folder, words, as }, ({ name, value }) => tell(name, value))
    const result = await stoppable.follow(call, job)
    if ('problems' in result) throw problemFault(result.problems)
    return result.imported
  }

  return {
    async importOffers() {
      return importOffers
    },
    async importOffer({ project, offer }) {
      projects.get(project)
      const { label, chooses } = importOffers.find(({ id }) => id === offer) ?? {}
      if (label === undefined) throw new HostFault({ code: 'host/offer', message: `There is no "${offer}" to import.` })
      if (chooses === undefined) return await importFrom('importOffer', { project, words: [offer], as: offer })
      const { canceled, filePaths } = await dialog.showOpenDialog(window, dialogFor(label, chooses))
      if (canceled || filePaths.length === 0) return undefined
      return await importFrom('importOffer', { project, words: filePaths, as: offer })
    },
    async importDropped({ project, paths }) {
      const foreign = paths.find(path => !allowed.has(path))
      if (foreign !== undefined) {
        throw new HostFault({ code: 'host/path', message: `${foreign} was not dropped on the window.` })
      }
      return await importFrom('importDropped', { project, words: paths })
    }
  }
}
