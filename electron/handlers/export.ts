import { basename, join } from 'node:path'
import { app, dialog, shell, type SaveDialogOptions } from 'electron'
import type { ExportFormat } from '../../core/exchange/catalogue.ts'
import type { Answering } from '../../core/host/call.ts'
import type { exportCalls } from '../../core/host/exports.ts'
import type { HostContext } from './host-context.ts'

const choosers: Readonly<Record<ExportFormat, { readonly ending: string; readonly options: SaveDialogOptions }>> = {
  keras: {
    ending: '.keras',
    options: { title: 'Export for Keras', filters: [{ name: 'Keras model', extensions: ['keras'] }] }
  },
  // A SavedModel is a folder, so there is no kind of file to choose from.
  savedModel: { ending: '-saved-model', options: { title: 'Export as SavedModel' } }
}

export function createExport({ window, projects, service, exported }: HostContext): Answering<typeof exportCalls> {
  return {
    async exportRun({ project, run, format }) {
      const { folder } = projects.get(project)
      const { ending, options } = choosers[format]
      const name = `${basename(folder)}${ending}`
      const defaultPath = join(app.getPath('documents'), name)
      const { canceled, filePath } = await dialog.showSaveDialog(window, { ...options, defaultPath })
      if (canceled || !filePath) return undefined
      const result = await service.start('exportRun', { project: folder, run, format, path: filePath }).result
      exported.add(result.path)
      return result
    },
    async showInFolder({ path }) {
      // Only what this window exported and the project that it has open; a page cannot point at anything else.
      const isKnown = exported.has(path) || projects.current()?.folder === path
      if (isKnown) shell.showItemInFolder(path)
    }
  }
}
