import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Written at once, line by line: after a native fault the last line is what is left. */
export interface Log {
  readonly file: string
  info(message: string): void
  /** `label` names what was being done: a host call, a job, a command. */
  error(label: string, error: unknown): void
}

const maximumBytes = 1_000_000

export function openLog(file: string): Log {
  let isBegun = false
  function write(line: string): void {
    try {
      if (!isBegun) begin(file)
      isBegun = true
      appendFileSync(file, `${new Date().toISOString()} ${line}\n`)
    } catch (error) {
      // A full disk must not take the program with it; the terminal still gets the line.
      process.stderr.write(`${line}\n(The log ${file} cannot be written: ${String(error)})\n`)
    }
  }
  return {
    file,
    info: message => write(`info ${message}`),
    error: (label, error) => write(`error ${label}: ${describe(error)}`)
  }
}

/** Makes its folder, and keeps one file beside it of those that have grown too long. */
function begin(file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > maximumBytes) renameSync(file, `${file}.1`)
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? String(error)
  const cause = error.cause === undefined ? '' : `\n  because ${describe(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}
