import { app, dialog } from 'electron'
import { discardJournal } from '../storage/project-journal.ts'
import { boundsOf } from '../window/window.ts'
import type { HostContext } from './host-context.ts'

/** How long the window has to save. One that hangs may not keep the program from closing for longer. */
const savingMs = 5_000

/**
 * Lets nothing be lost by closing: asks about unsaved changes, remembers the window's place, and lets a training
 * save its weights, so that it can be resumed.
 */
export function closeSafely(context: HostContext): void {
  const { window, settings, queue, service, log, projects } = context
  let mayClose = false
  let mayQuit = false

  window.on('close', event => {
    settings.change(current => ({ ...current, window: boundsOf(window) }))
    if (mayClose || !projects.current()?.isUnsaved) return
    event.preventDefault()
    void askAndSave(context).then(isSettled => {
      mayClose = isSettled
      if (isSettled) window.close()
    })
  })

  app.on('will-quit', event => {
    if (mayQuit) return
    event.preventDefault()
    void Promise.all([queue.close(), service.close(), projects.close()])
      .catch((error: unknown) => log.error('closing', error))
      .then(() => {
        mayQuit = true
        log.info('closed')
        app.quit()
      })
  })
}

/** Whether the window may close now: the changes are saved, or the person lets them go. */
async function askAndSave({ window, projects, tell }: HostContext): Promise<boolean> {
  const project = projects.current()
  if (!project) return true
  if (!project.isTemporary) {
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: 'Save the changes before closing?',
      detail: 'Otherwise the changes since the last save are lost.',
      buttons: ['Save', "Don't save", 'Cancel'],
      defaultId: 0,
      cancelId: 2
    })
    if (response === 2) return false
    if (response === 1) {
      // Let go first: edits that are still on their way to the journal would be offered the next time.
      await projects.close()
      await discardJournal(project.folder)
      return true
    }
  }
  tell('command', { id: 'file.save' })
  const isSaved = await becomesTrue(() => !project.isUnsaved)
  // The program keeps a temporary project by itself; what did not reach its file is in its journal.
  return isSaved || project.isTemporary
}

function becomesTrue(isTrue: () => boolean): Promise<boolean> {
  const started = Date.now()
  return new Promise(resolve => {
    const timer = setInterval(() => {
      const isLate = Date.now() - started >= savingMs
      if (!isTrue() && !isLate) return
      clearInterval(timer)
      resolve(isTrue())
    }, 20)
  })
}
