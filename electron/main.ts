import { bindingFault } from './boot.ts'
import { join, resolve } from 'node:path'
import { app, BrowserWindow, Menu } from 'electron'
import type { HostEvents } from '../core/host.ts'
import { createWorkerClient } from './engine/worker-client.ts'
import { watchFirstRunDemo } from './first-run-demo.ts'
import { closeSafely } from './handlers/closing.ts'
import { createHost } from './handlers/host.ts'
import { answerWindow, tellWindow } from './handlers/ipc.ts'
import { createOpenProjects } from './handlers/open-projects.ts'
import { createTrainingQueue } from './handlers/training-queue.ts'
import { openLog } from './log.ts'
import { menuTemplate } from './menu.ts'
import { workerFile } from './paths.ts'
import { declareProtocol, serveWindow } from './protocol.ts'
import { openSettings } from './settings.ts'
import { setRunState } from './storage/runs.ts'
import { guardSession, openWindow } from './window.ts'

const demoFlag = '--first-run-demo'

/** The folder that follows the flag, or undefined when the app is started by a person. */
function demoFolder(words: readonly string[]): string | undefined {
  const at = words.indexOf(demoFlag)
  const folder = at < 0 ? undefined : words[at + 1]
  return folder === undefined ? undefined : resolve(folder)
}

async function start(demo: string | undefined): Promise<void> {
  const dataFolder = app.getPath('userData')
  const log = openLog(join(dataFolder, 'log.txt'))
  process.on('uncaughtException', error => log.error('main process', error))
  process.on('unhandledRejection', error => log.error('main process', error))
  log.info(`Receptive ${app.getVersion()} on Electron ${process.versions.electron ?? 'unknown'}, ${process.platform}`)
  if (bindingFault !== undefined) log.error('native library', bindingFault)

  await app.whenReady()
  serveWindow()
  guardSession()
  const settings = openSettings(join(dataFolder, 'settings.json'))
  const window = openWindow(settings.read().window)
  const listeners = new Set<(name: keyof HostEvents, value: unknown) => void>()
  const tell = <Name extends keyof HostEvents>(name: Name, value: HostEvents[Name]) => {
    tellWindow(window, name, value)
    for (const listener of listeners) listener(name, value)
  }
  const service = createWorkerClient(workerFile)
  const queue = createTrainingQueue({
    createWorker: () => createWorkerClient(workerFile),
    tell: event => tell('training', event),
    setState: ({ project, run }, state) => setRunState(project, run, state),
    log
  })
  const projects = createOpenProjects()
  const context = { window, dataFolder, settings, log, projects, service, queue, allowed: new Set<string>(), tell }
  const host = createHost(context)
  answerWindow(window, host, dropped => dropped.forEach(path => context.allowed.add(path)), log)
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(id => tell('command', { id }))))
  closeSafely(context)
  if (demo !== undefined) {
    app.exit(await watchFirstRunDemo({ ...context, host, folder: demo, listen: listener => listeners.add(listener) }))
  }
}

declareProtocol()
const demo = demoFolder(process.argv)
// A demonstration shows a first start, so it has a data folder of its own.
if (demo !== undefined) app.setPath('userData', join(demo, 'data'))

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => BrowserWindow.getAllWindows()[0]?.focus())
  app.on('window-all-closed', () => app.quit())
  start(demo).catch((error: unknown) => {
    process.stderr.write(
      `Receptive could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
    )
    app.exit(1)
  })
} else {
  app.quit()
}
