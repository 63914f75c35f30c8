import { dialog, type BrowserWindow } from 'electron'
import { readableFormats } from '../../../core/exchange/catalogue.ts'
import type { Answering } from '../../../core/host/call.ts'
import type { modelCalls } from '../../../core/host/calls/models.ts'
import { deleteModel, restoreModel } from '../../storage/models/models.ts'
import type { HostContext } from '../host-context.ts'

export function createModels({ window, projects, service }: HostContext): Answering<typeof modelCalls> {
  return {
    async addModel({ project }) {
      const { folder } = projects.edited(project)
      const path = await chooseModelFile(window)
      return path === undefined ? undefined : await service.start('importModel', { project: folder, path }).result
    },
    async deleteModel({ project, model }) {
      await deleteModel(projects.edited(project).folder, model)
    },
    async restoreModel({ project, model }) {
      await restoreModel(projects.edited(project).folder, model)
    }
  }
}

/** Asks for the file of a model; undefined where the person cancels. */
export async function chooseModelFile(window: BrowserWindow): Promise<string | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open a model',
    filters: readableFormats
      .filter(({ isFolder }) => !isFolder)
      .map(({ label, extensions }) => ({ name: label, extensions: extensions.map(each => each.slice(1)) })),
    properties: ['openFile']
  })
  return canceled ? undefined : filePaths[0]
}
