import { app, dialog } from 'electron'
import { placeOf } from '../window.ts'
import type { HostContext } from './host-context.ts'

/** How long the window has to save before closing goes on asking. */
const savingMs = 10_000

/**
 * Lets nothing be lost by closing: asks about unsaved changes, remembers the window's place, and lets a training
 * save its weights, so that it can be resumed.
 */
export function closeSafely(context: HostContext): void {
  const { window, settings, queue, service, log, projects } = context
  let mayClose = false
  let mayQuit = false

  window.on('close', event => {
    settings.change(current => ({ ...current, window: placeOf(window) }))
    const unsaved = projects.all().filter(project => project.isUnsaved)
    if (mayClose || unsaved.length === 0) return
    event.preventDefault()
    void askAndSave(context).then(isSettled => {
      mayClose = isSettled
      if (isSettled) window.close()
    })
  })

  app.on('will-quit', event => {
    if (mayQuit) return
    event.preventDefault()
    void Promise.all([queue.close(), service.close()])
      .catch((error: unknown) => log.error('closing', error))
      .then(() => {
        mayQuit = true
        log.info('closed')
        app.quit()
      })
  })
}

/** Whether the window may close now: the changes are saved, or the person lets them go. */
async function askAndSave(context: HostContext): Promise<boolean> {
  const { window, projects, tell } = context
  const isTemporary = projects.all().every(project => !project.isUnsaved || project.isTemporary)
  if (!isTemporary) {
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: 'Save the changes before closing?',
      detail: 'Otherwise the changes since the last save are lost.',
      buttons: ['Save', "Don't save", 'Cancel'],
      defaultId: 0,
      cancelId: 2
    })
    if (response === 2) return false
    if (response === 1) return true
  }
  tell('command', { id: 'file.save' })
  return await waitUntilSaved(context)
}

function waitUntilSaved({ projects }: HostContext): Promise<boolean> {
  const started = Date.now()
  return new Promise(resolve => {
    const timer = setInterval(() => {
      const isSaved = projects.all().every(project => !project.isUnsaved)
      if (!isSaved && Date.now() - started < savingMs) return
      clearInterval(timer)
      resolve(isSaved)
    }, 50)
  })
}
