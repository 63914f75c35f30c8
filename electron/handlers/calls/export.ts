import { basename, join } from 'node:path'
import { app, dialog, shell } from 'electron'
import { writableFormat } from '../../../core/exchange/catalogue.ts'
import type { Answering } from '../../../core/host/call.ts'
import type { exportCalls } from '../../../core/host/calls/exports.ts'
import type { HostContext } from '../host-context.ts'

export function createExport({ window, projects, service, exported }: HostContext): Answering<typeof exportCalls> {
  return {
    async exportModel(given) {
      const { folder } = projects.get(given.project)
      const { label, extensions, isFolder } = writableFormat(given.format)
      const [extension] = extensions
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        title: `Export as ${label}`,
        defaultPath: join(app.getPath('documents'), `${basename(folder)}${extension}`),
        // A folder is of no kind of file to choose from.
        filters: isFolder ? [] : [{ name: label, extensions: extensions.map(each => each.slice(1)) }]
      })
      if (canceled || !filePath) return undefined
      const result = await service.start('exportModel', { ...given, project: folder, path: filePath }).result
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
