import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import type { HostBridge } from '../../../core/host/host.ts'

declare global {
  interface Window {
    readonly host: HostBridge<File>
  }
}

export interface RunningElectron {
  readonly app: ElectronApplication
  readonly page: Page
  /** Resolves once the main process is gone, however it went. */
  readonly ended: Promise<void>
}

export interface ElectronOptions {
  /** The folder for settings, temporary projects and the log. */
  readonly data: string
  /** The source tree whose built app is started, or the executable of a packed one. */
  readonly root?: string
  readonly executable?: string
  readonly words?: readonly string[]
  readonly display?: string
}

/** Starts the built app, and resolves when it has a window. */
export async function startElectron({
  data,
  root = resolve('.'),
  executable,
  words = [],
  display
}: ElectronOptions): Promise<RunningElectron> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({
    executablePath: executable ?? installed(),
    args: [...sandbox, ...(executable === undefined ? [root] : []), `--user-data-dir=${data}`, ...words],
    env: { ...definedOf(process.env), ...(display === undefined ? {} : { DISPLAY: display }) }
  })
  const ended = new Promise<void>(end => {
    app.process().once('exit', () => end())
  })
  return { app, page: await app.firstWindow(), ended }
}

function installed(): string {
  return (JSON.parse(readFileSync('native/electron.json', 'utf8')) as { readonly executable: string }).executable
}

function definedOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  )
}
