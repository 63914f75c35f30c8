import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Log } from './log.ts'

/** Lies in the settings' folder while the program runs, so that the next start knows of an end that nobody asked for. */
export interface RunningMark {
  /** The run before was killed, or died of a native fault or a loss of power. */
  readonly wasLeft: boolean
  /** The program ends as it should. */
  remove(): void
}

/** Called once the program is known to be the only one with this folder. */
export function leaveRunningMark(file: string, log: Pick<Log, 'error'>): RunningMark {
  /** Without a mark the next start only lacks caution: that is no reason not to run, or not to end. */
  const attempt = (task: () => void): void => {
    try {
      task()
    } catch (error) {
      log.error('running mark', error)
    }
  }
  const wasLeft = existsSync(file)
  attempt(() => {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, '')
  })
  return { wasLeft, remove: () => attempt(() => rmSync(file, { force: true })) }
}
