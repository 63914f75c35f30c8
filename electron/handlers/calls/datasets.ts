import { dialog, type OpenDialogOptions } from 'electron'
import type { Answering } from '../../../core/host/call.ts'
import type { datasetCalls, Imported } from '../../../core/host/datasets.ts'
import { HostFault, problemFault } from '../../fault.ts'
import type { HostContext } from '../host-context.ts'

const chooser: Readonly<Record<'idx' | 'folder', OpenDialogOptions>> = {
  idx: {
    title: 'Import an MNIST pair',
    buttonLabel: 'Import',
    message: 'Choose the file with the images; the labels beside it are found by name, or choose both.',
    properties: ['openFile', 'multiSelections']
  },
  folder: {
    title: 'Import a folder of images',
    buttonLabel: 'Import',
    message: 'Choose a folder that holds one folder for each class.',
    properties: ['openDirectory']
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

  async function importFrom(project: string, paths: readonly string[]): Promise<Imported> {
    const { folder } = projects.edited(project)
    const job = service.start('importDataset', { project: folder, paths }, ({ name, value }) => tell(name, value))
    packing.set(project, job)
    const result = await job.result.finally(() => packing.delete(project))
    if ('problems' in result) throw problemFault(result.problems)
    return result.imported
  }

  return {
    async chooseDataset({ project, kind }) {
      projects.get(project)
      const { canceled, filePaths } = await dialog.showOpenDialog(window, chooser[kind])
      return canceled || filePaths.length === 0 ? undefined : await importFrom(project, filePaths)
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
