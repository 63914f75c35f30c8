import { bindingFault } from './boot.ts'
import { join } from 'node:path'
import { app, Menu } from 'electron'
import { z } from 'zod'
import { hostCalls, type HostEvents } from '../core/host/host.ts'
import { createWorkerClient } from './jobs/worker/worker-client.ts'
import { argumentForCalls } from './handlers/channels.ts'
import { closeSafely } from './handlers/closing.ts'
import { createHost } from './handlers/host.ts'
import { answerWindow, tellWindow } from './handlers/ipc.ts'
import { createOpenProjects } from './handlers/open-projects.ts'
import { showWindow, watchProject } from './handlers/watch-project.ts'
import { createTrainingQueue } from './handlers/training-queue.ts'
import { openLog } from './log.ts'
import { namedProject } from './named-project.ts'
import { menuTemplate } from './window/menu.ts'
import { workerFile } from './paths.ts'
import { declareProtocol, serveWindow } from './window/protocol.ts'
import { openSettings } from './settings.ts'
import { setRunState } from './storage/runs/runs.ts'
import { guardSession, openWindow, reopenAfterCrash } from './window/window.ts'

/** What a second start hands over. */
const askedForm = z.object({ project: z.string().min(1).max(4096).optional() })

async function start(project: string | undefined): Promise<void> {
  const dataFolder = app.getPath('userData')
  const log = openLog(join(dataFolder, 'log.txt'))
  process.on('uncaughtException', error => log.error('main process', error))
  process.on('unhandledRejection', error => log.error('main process', error))
  log.info(`Receptive ${app.getVersion()} on Electron ${process.versions.electron ?? 'unknown'}, ${process.platform}`)
  if (bindingFault !== undefined) log.error('native library', bindingFault)

  await app.whenReady()
  serveWindow()
  guardSession(log)
  const settings = openSettings(join(dataFolder, 'settings.json'), log)
  const window = openWindow(settings.read().window, argumentForCalls(Object.keys(hostCalls)), log)
  const tell = <Name extends keyof HostEvents>(name: Name, value: HostEvents[Name]) => tellWindow(window, name, value)
  const service = createWorkerClient(workerFile)
  const queue = createTrainingQueue({
    createWorker: () => createWorkerClient(workerFile),
    tell: event => tell('training', event),
    setState: ({ project, run }, state) => setRunState(project, run, state),
    log
  })
  const projects = createOpenProjects(opened => watch.follow(opened))
  let named = project
  const takeNamedProject = () => {
    const folder = named
    named = undefined
    return folder
  }
  const paths = { allowed: new Set<string>(), exported: new Set<string>(), takeNamedProject }
  const context = { window, dataFolder, settings, log, projects, service, queue, tell, ...paths }
  const watch = watchProject(context)
  const host = createHost(context)
  answerWindow(window, host, dropped => dropped.forEach(path => context.allowed.add(path)), log)
  reopenAfterCrash(window, log)
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(id => tell('command', { id }))))
  closeSafely(context)
  app.on('second-instance', (_event, _words, _folder, data) => {
    const asked = askedForm.safeParse(data).data?.project
    if (asked !== undefined) {
      context.allowed.add(asked)
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
    process.stderr.write(
      `Receptive could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
    )
    app.exit(1)
  })
} else {
  app.quit()
}
