import type { BrowserWindow } from 'electron'
import type { HostEvents } from '../../core/host/host.ts'
import type { WorkerClient } from '../jobs/worker/worker-client.ts'
import type { Log } from '../log.ts'
import type { SettingsFile } from '../settings.ts'
import type { OpenProjects } from './open-projects.ts'
import type { TrainingQueue } from './training-queue.ts'

/** What is not done unasked: it may have been what ended the program, or its page twice in a row. */
export interface Caution {
  /** The last project stays closed until the person opens one. */
  leavesClosed: boolean
  /** No weights are loaded before something is asked of them, until the next start. */
  skipsWarmUp: boolean
}

/** What the handlers share. Each handler is one noun of core/host. */
export interface HostContext {
  readonly window: BrowserWindow
  /** The folder where the program keeps its settings, its log and projects without a folder yet. */
  readonly dataFolder: string
  readonly settings: SettingsFile
  readonly log: Log
  readonly projects: OpenProjects
  /** The thread for everything but training: packing, predicting, evaluating, exporting. */
  readonly service: WorkerClient
  readonly queue: TrainingQueue
  readonly caution: Caution
  /** Paths that the person dropped on the window, chose in a dialog or has in the list of recent projects. */
  readonly allowed: Set<string>
  /** The folder that the program was started with, once. */
  takeNamedProject(): string | undefined
  /** Files and folders that were exported since the start. */
  readonly exported: Set<string>
  tell<Name extends keyof HostEvents>(name: Name, value: HostEvents[Name]): void
}
