import { app, dialog, type BrowserWindow } from 'electron'
import type { HostError } from '../../core/host/host-error.ts'
import { discardJournal } from '../storage/projects/project-journal.ts'
import { boundsOf } from '../window/window.ts'
import type { HostContext } from './host-context.ts'
import type { OpenFolder } from './open-projects.ts'

/** How long the window has to save. One that hangs may not keep the program from closing for longer. */
const savingMs = 5_000

/**
 * Lets nothing be lost by closing: asks about unsaved changes, remembers the window's place, and lets a training
 * save its weights, so that it can be resumed. Whatever fails on the way is said, and the window stays unless the person
 * leaves all the same.
 */
export function closeSafely(context: HostContext): void {
  const { window, settings, queue, service, log, projects } = context
  let mayClose = false
  let isAsking = false
  let mayQuit = false

  window.on('close', event => {
    settings.change(current => ({ ...current, window: boundsOf(window) }))
    const isTraining = queue.live().length > 0
    if (mayClose || !(isTraining || projects.current()?.isUnsaved)) return
    event.preventDefault()
    if (isAsking) return
    isAsking = true
    void mayEnd(context)
      .catch((error: unknown) => log.error('closing', error))
      .then(isSettled => {
        isAsking = false
        mayClose = isSettled === true
        if (mayClose) window.close()
      })
  })

  app.on('will-quit', event => {
    if (mayQuit) return
    event.preventDefault()
    void Promise.allSettled([queue.close(), service.close(), projects.close()]).then(results => {
      for (const result of results) if (result.status === 'rejected') log.error('closing', result.reason)
      mayQuit = true
      log.info('closed')
      app.quit()
    })
  })
}

/** Whether the window may close now, as to what trains and as to what is not saved. */
async function mayEnd(context: HostContext): Promise<boolean> {
  if (!(await mayStop(context))) return false
  const project = context.projects.current()
  return project?.isUnsaved !== true || (await askAndSave(context, project))
}

/** Whether what trains or waits may be stopped; that itself comes once the window is closed. */
async function mayStop({ window, queue }: HostContext): Promise<boolean> {
  const trainings = queue.live()
  if (trainings.length === 0) return true
  const names = trainings.map(({ name, project }) => `${name} (${project})`).join('\n')
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: trainings.length === 1 ? 'A training is under way.' : `${trainings.length} trainings are under way.`,
    detail: `${names}\n\nA training that is stopped keeps its weights, and can go on from there later.`,
    buttons: ['Stop, save and close', 'Cancel'],
    defaultId: 0,
    cancelId: 1
  })
  return response === 0
}

/** Whether the window may close now: the changes are saved, or the person lets them go. */
async function askAndSave(context: HostContext, project: OpenFolder): Promise<boolean> {
  const { window, tell } = context
  // A temporary project is the program's to keep: there is nothing to ask.
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
    if (response === 1) return await letGo(context, project)
  }
  project.saveFault = undefined
  tell('command', { id: 'file.save' })
  await waitUntil(() => !project.isUnsaved || project.saveFault !== undefined)
  return !project.isUnsaved || (await askToLeave(window, project.saveFault))
}

/** What the person does not want is offered the next time where it cannot be discarded now; that keeps nobody here. */
async function letGo({ projects, log }: HostContext, { folder }: OpenFolder): Promise<true> {
  try {
    // Closed first: edits that are still on their way to the journal would be offered the next time.
    await projects.close()
    await discardJournal(folder)
  } catch (error) {
    log.error('closing', error)
  }
  return true
}

async function askToLeave(window: BrowserWindow, fault: HostError | undefined): Promise<boolean> {
  const { message, fix = '' } = fault ?? { message: 'The window did not answer.' }
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: 'The changes could not be saved.',
    detail: `${message} ${fix}\n\nWhat was drawn since the last save may be lost by closing.`,
    buttons: ['Stay', 'Close without saving'],
    defaultId: 0,
    cancelId: 0
  })
  return response === 1
}

/** Resolves once it is true, or the window has had its time. */
function waitUntil(isTrue: () => boolean): Promise<void> {
  const started = Date.now()
  return new Promise(resolve => {
    const timer = setInterval(() => {
      if (!isTrue() && Date.now() - started < savingMs) return
      clearInterval(timer)
      resolve()
    }, 20)
  })
}
