import { basename, join } from 'node:path'
import { app, dialog, shell, type BrowserWindow } from 'electron'
import { writableFormat, writtenPath } from '../../../core/exchange/catalogue.ts'
import type { WritableFormat } from '../../../core/exchange/format.ts'
import { fileName } from '../../../core/file-name.ts'
import type { Answering } from '../../../core/host/call.ts'
import type { exportCalls } from '../../../core/host/calls/exports.ts'
import { freePath, lookAt } from '../../storage/exchange/named-file.ts'
import type { HostContext } from '../host-context.ts'
import type { StoppableJobs } from '../stoppable-jobs.ts'

export function createExport(
  { window, projects, service, exported, tell }: HostContext,
  stoppable: StoppableJobs
): Answering<typeof exportCalls> {
  return {
    async exportModel({ name, ...given }) {
      const { folder } = projects.get(given.project)
      const path = await choosePlace(window, writableFormat(given.format), fileName(name))
      if (path === undefined) return undefined
      const job = service.start('exportModel', { ...given, project: folder, path }, event =>
        tell(event.name, event.value)
      )
      const result = await stoppable.follow('exportModel', job)
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

/** Asks where a model is to be written; undefined where the person cancels. */
async function choosePlace(window: BrowserWindow, format: WritableFormat, name: string): Promise<string | undefined> {
  const { label, extensions, isFolder } = format
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: `Export as ${label}`,
    defaultPath: await freePath(join(app.getPath('documents'), name), extensions[0]),
    // A folder is of no kind of file to choose from.
    filters: isFolder ? [] : [{ name: label, extensions: extensions.map(each => each.slice(1)) }]
  })
  if (canceled || !filePath) return undefined
  const path = writtenPath(format, filePath)
  // The dialog has asked about the name that was typed alone.
  const isAsked = path === filePath || (await lookAt(path)) === undefined || (await confirmReplacing(window, path))
  return isAsked ? path : undefined
}

async function confirmReplacing(window: BrowserWindow, path: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: `${basename(path)} is there already. Replace it?`,
    detail: 'What it holds now will be lost.',
    buttons: ['Replace', 'Cancel'],
    defaultId: 1,
    cancelId: 1
  })
  return response === 0
}
