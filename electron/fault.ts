import type { HostError } from '../core/host/host-error.ts'
import type { Problem } from '../core/problem.ts'

/** Thrown where disk, dialog or engine fails; crosses to the window and the command line as `HostError`. */
export class HostFault extends Error {
  override readonly name = 'HostFault'
  readonly code: string
  readonly fix: string | undefined

  constructor(error: HostError, cause?: unknown) {
    super(error.message, { cause })
    this.code = error.code
    this.fix = error.fix
  }
}

/** Sentences for the system's own codes, so that a person reads a sentence instead of `ENOSPC`. */
const systemFaults: Readonly<Record<string, (message: string) => HostError>> = {
  ENOENT: message => ({ code: 'disk/missing', message, fix: 'Check that the file or folder is still there.' }),
  EACCES: message => ({ code: 'disk/denied', message, fix: 'Choose a place that you may read and write.' }),
  EPERM: message => ({ code: 'disk/denied', message, fix: 'Choose a place that you may read and write.' }),
  EROFS: message => ({ code: 'disk/read-only', message, fix: 'Choose a place that can be written to.' }),
  ENOSPC: message => ({ code: 'disk/full', message, fix: 'Make room on the disk and try again.' })
}

/** Any thrown value as data that may cross a thread or a process. */
export function toHostError(error: unknown): HostError {
  if (!(error instanceof Error)) return { code: 'bug', message: String(error) }
  const { code, fix } = error as Error & { readonly code?: unknown; readonly fix?: unknown }
  if (typeof code === 'string' && systemFaults[code]) return systemFaults[code](error.message)
  if (typeof code === 'string') {
    return { code, message: error.message, ...(typeof fix === 'string' ? { fix } : {}) }
  }
  if (error.name === 'EngineError') return { code: 'engine/failed', message: error.message }
  return { code: 'bug', message: error.message }
}

/** The other way: what crossed as data is thrown again on this side. */
export function fromHostError(error: HostError): HostFault {
  return new HostFault(error)
}

/** Where a call can only answer or fail: the first problem, which the others usually follow from. */
export function problemFault([first]: readonly Problem[]): HostFault {
  if (!first) return new HostFault({ code: 'bug', message: 'Something is wrong that has no name.' })
  const { code, where, message, fix } = first
  return new HostFault({ code, message: where.path === '' ? message : `${where.path}: ${message}`, fix })
}
