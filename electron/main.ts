import { bindingFault } from './boot.ts'
import { join } from 'node:path'
import { app, dialog, Menu } from 'electron'
import { z } from 'zod'
import type { HostError } from '../core/host/host-error.ts'
import { hostCalls, type HostEvents } from '../core/host/host.ts'
import { createWorkerClient } from './jobs/worker/worker-client.ts'
import { argumentForCalls } from './handlers/channels.ts'
import { closeSafely } from './handlers/closing.ts'
import type { HostContext } from './handlers/host-context.ts'
import { createHost } from './handlers/host.ts'
import { answerWindow, tellWindow } from './handlers/ipc.ts'
import { createOpenProjects } from './handlers/open-projects.ts'
import { showWindow, watchProject } from './handlers/watch-project.ts'
import { createTrainingQueue } from './handlers/training-queue.ts'
import { toHostError } from './fault.ts'
import { openLog, type Log } from './log.ts'
import { namedProject } from './named-project.ts'
import { menuTemplate } from './window/menu.ts'
import { watchRuns } from './handlers/watch-runs.ts'
import { workerFile } from './paths.ts'
import { declareProtocol, serveWindow } from './window/protocol.ts'
import { openSettings } from './settings.ts'
import { leaveRunningMark } from './running-mark.ts'
import { applicationFiles } from './storage/folders.ts'
import { changeRun } from './storage/runs/runs.ts'
import { guardSession, openWindow, reopenAfterCrash } from './window/window.ts'

/** What a second start hands over. */
const askedForm = z.object({ project: z.string().min(1).max(4096).optional() })

async function start(project: string | undefined): Promise<void> {
  const dataFolder = app.getPath('userData')
  const log = openLog(join(dataFolder, 'log.txt'))
  const faults = hearFaults(log)
  log.info(`Receptive ${app.getVersion()} on Electron ${process.versions.electron ?? 'unknown'}, ${process.platform}`)
  if (bindingFault !== undefined) log.error('native library', bindingFault)

  const mark = leaveRunningMark(applicationFiles(dataFolder).running, log)
  if (mark.wasLeft) log.info('the run before did not come to its end')
  app.on('quit', () => mark.remove())

  await app.whenReady()
  serveWindow()
  guardSession(log)
  const settings = openSettings(join(dataFolder, 'settings.json'), log)
  const window = openWindow(settings.read().window, argumentForCalls(Object.keys(hostCalls)), log)
  const tell = <Name extends keyof HostEvents>(name: Name, value: HostEvents[Name]) => tellWindow(window, name, value)
  faults.tell = error => tell('fault', error)
  // Windows ends its session without waiting for programs to quit.
  window.on('session-end', () => mark.remove())
  const service = createWorkerClient(workerFile)
  const queue = createTrainingQueue({
    createWorker: () => createWorkerClient(workerFile),
    tell: event => tell('training', event),
    change: ({ project, run }, change) => changeRun(project, run, change),
    tellLive: trainings => tell('liveTrainings', trainings),
    log
  })
  const projects = createOpenProjects(opened => {
    watch.follow(opened)
    runs.follow(opened)
  })
  const paths = { allowed: new Set<string>(), exported: new Set<string>(), takeNamedProject: once(project) }
  const caution = { leavesClosed: mark.wasLeft, skipsWarmUp: mark.wasLeft }
  const context = { window, dataFolder, settings, log, projects, service, queue, caution, tell, ...paths }
  const watch = watchProject(context)
  const runs = watchRuns(context)
  const host = createHost(context)
  answerWindow(window, host, dropped => dropped.forEach(path => context.allowed.add(path)), log)
  reopenAfterCrash(window, log, () => Object.assign(caution, { leavesClosed: true, skipsWarmUp: true }))
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(id => tell('command', { id }))))
  closeSafely(context)
  answerSecondStarts(context)
}

/** Faults that nothing waits for end nothing: they are logged, and told once there is a window. */
function hearFaults(log: Log): { tell: (error: HostError) => void } {
  const faults = { tell: (_error: HostError): void => undefined }
  for (const kind of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(kind, (error: unknown) => {
      log.error('main process', error)
      faults.tell(toHostError(error))
    })
  return faults
}

/** Gives the value the first time alone. */
function once<Value>(value: Value | undefined): () => Value | undefined {
  let left = value
  return () => {
    const given = left
    left = undefined
    return given
  }
}

function answerSecondStarts({ window, allowed, tell }: HostContext): void {
  app.on('second-instance', (_event, _words, _folder, data) => {
    const asked = askedForm.safeParse(data).data?.project
    if (asked !== undefined) {
      allowed.add(asked)
      tell('openAsked', { folder: asked })
    }
    showWindow(window)
  })
}

declareProtocol()
const project = namedProject(process.argv.slice(1), app.isPackaged)

// The program runs once: a second start hands over the project that it was started with, and ends.
if (app.requestSingleInstanceLock({ project })) {
  app.on('window-all-closed', () => app.quit())
  start(project).catch((error: unknown) => {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.stderr.write(`Receptive could not start: ${reason}\n`)
    dialog.showErrorBox('Receptive could not start', reason)
    app.exit(1)
  })
} else {
  app.quit()
}
