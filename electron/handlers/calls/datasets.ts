import { dialog, type OpenDialogOptions } from 'electron'
import type { Answering } from '../../../core/host/call.ts'
import type { datasetCalls, Imported } from '../../../core/host/calls/datasets.ts'
import type { ImportOffer } from '../../../core/data/sources/import-offer.ts'
import { HostFault, problemFault } from '../../fault.ts'
import { importOffers } from '../../storage/datasets/sources/catalogue.ts'
import type { HostContext } from '../host-context.ts'

function dialogFor(label: string, { kind, hint }: NonNullable<ImportOffer['chooses']>): OpenDialogOptions {
  return {
    title: `Import: ${label}`,
    buttonLabel: 'Import',
    message: hint,
    properties: kind === 'folder' ? ['openDirectory'] : ['openFile', 'multiSelections']
  }
}

export function createDatasets({
  window,
  projects,
  service,
  allowed,
  tell
}: HostContext): Answering<typeof datasetCalls> {
  /** What is being packed, by project: each can be stopped. */
  const packing = new Map<string, { stop(): void }>()

  async function importFrom(project: string, words: readonly string[], as?: string): Promise<Imported> {
    const { folder } = projects.edited(project)
    const job = service.start('importDataset', { project: folder, words, as }, ({ name, value }) => tell(name, value))
    packing.set(project, job)
    const result = await job.result.finally(() => packing.delete(project))
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
      if (chooses === undefined) return await importFrom(project, [offer], offer)
      const { canceled, filePaths } = await dialog.showOpenDialog(window, dialogFor(label, chooses))
      return canceled || filePaths.length === 0 ? undefined : await importFrom(project, filePaths, offer)
    },
    async importDropped({ project, paths }) {
      const foreign = paths.find(path => !allowed.has(path))
      if (foreign !== undefined) {
        throw new HostFault({ code: 'host/path', message: `${foreign} was not dropped on the window.` })
      }
      return await importFrom(project, paths)
    },
    async stopImport({ project }) {
      packing.get(project)?.stop()
    }
  }
}
