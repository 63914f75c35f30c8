import type { HostError } from '../core/host/host-error.ts'
import type { Problem } from '../core/problem.ts'
import type { RunFailure } from '../core/train/run.ts'

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

type SystemFault = (name: string) => HostError & { readonly fix: string }

const denied: SystemFault = name => ({
  code: 'disk/denied',
  message: `${name} may not be read or changed.`,
  fix: 'Choose a place that you may read and write.'
})
const full: SystemFault = name => ({
  code: 'disk/full',
  message: `There is no room left on the disk to write ${name}.`,
  fix: 'Make room on the disk and try again.'
})

/** Sentences for the system's own codes, so that a person reads a sentence instead of `ENOSPC`. */
const systemFaults: Readonly<Record<string, SystemFault>> = {
  ENOENT: name => ({
    code: 'disk/missing',
    message: `${name} is not there.`,
    fix: 'Check that the file or folder is still there.'
  }),
  EACCES: denied,
  EPERM: denied,
  EROFS: name => ({
    code: 'disk/read-only',
    message: `${name} lies on a disk that cannot be written to.`,
    fix: 'Choose a place that can be written to.'
  }),
  ENOSPC: full,
  EDQUOT: full,
  EISDIR: name => ({
    code: 'disk/not-a-file',
    message: `${name} is a folder; expected a file.`,
    fix: 'Choose or put an ordinary file there.'
  }),
  ENOTDIR: name => ({
    code: 'disk/not-a-folder',
    message: `${name} is a file, or lies below one; expected a folder.`,
    fix: 'Choose or put a folder there.'
  }),
  ELOOP: name => ({
    code: 'disk/link',
    message: `${name} is a link that leads in a circle, or one that is not followed.`,
    fix: 'Put the file itself there, or remove the link.'
  }),
  ENAMETOOLONG: name => ({
    code: 'disk/name-too-long',
    message: `${name} is a longer name than the disk takes.`,
    fix: 'Choose a shorter one.'
  }),
  EBUSY: name => ({
    code: 'disk/busy',
    message: `Another program is using ${name}.`,
    fix: 'Close it there and try again.'
  }),
  EMFILE: name => ({
    code: 'disk/too-many-open',
    message: `Too many files are open to open ${name}.`,
    fix: 'Close other programs and try again.'
  }),
  EIO: name => ({
    code: 'disk/failed',
    message: `The disk failed while ${name} was read or written.`,
    fix: 'Check the disk, and put the file back from a copy.'
  })
}

/** The file that an error of the system is about, with its folder's name, as the same names stand in many folders. */
function nameIn({ path, dest }: NodeJS.ErrnoException & { readonly dest?: unknown }): string {
  const named = typeof dest === 'string' ? dest : path
  return named === undefined ? 'a file' : named.split(/[\\/]/).slice(-2).join('/')
}

/** Has an error of the system name the file that it is about, where the system cannot know it or knows another name. */
export function namingFile(error: unknown, path: string): unknown {
  return error instanceof Error && 'errno' in error ? Object.assign(error, { path, dest: undefined }) : error
}

/** Why a training ended: any thrown value as a run's record keeps it. */
export function failureOf(error: unknown): RunFailure {
  const { message, fix } = toHostError(error)
  return { message, fix: fix ?? 'Start it again; the log says more.' }
}

/** Any thrown value as data that may cross a thread or a process. */
export function toHostError(error: unknown): HostError {
  if (!(error instanceof Error)) return { code: 'bug', message: String(error) }
  const { code, fix } = error as Error & { readonly code?: unknown; readonly fix?: unknown }
  const systemFault = typeof code === 'string' ? systemFaults[code] : undefined
  if (systemFault) return systemFault(nameIn(error))
  if (typeof code === 'string') {
    return { code, message: error.message, ...(typeof fix === 'string' ? { fix } : {}) }
  }
  if (error.name === 'EngineError') return { code: 'engine/failed', message: error.message }
  return { code: 'bug', message: error.message }
}

/** Whether an error is nothing that a disk or a person's file brings about, but a fault of the program. */
export function isBug(error: unknown): boolean {
  return toHostError(error).code === 'bug'
}

/** Why a folder in a project cannot be read, as a sentence; `file` is what should be JSON in it. Bugs are thrown on. */
export function unreadableReason(file: string, error: unknown): string {
  if (error instanceof SyntaxError) return `${file} is not JSON: ${error.message}.`
  if (isBug(error)) throw error
  return toHostError(error).message
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

/** So many places are named before the others are counted. */
const mostNamed = 8

/** Where none follows from another: all of them, those that say the same of several places together. */
export function problemsFault(problems: readonly Problem[]): HostFault {
  const places = new Map<string, string[]>()
  for (const { message, where } of problems) places.set(message, [...(places.get(message) ?? []), where.path])
  const [first] = problems
  if (first === undefined || places.size + problems.length === 2) return problemFault(problems)
  const message = [...places].map(([text, paths]) => `${placesText(paths)}: ${text}`).join('\n')
  return new HostFault({ code: first.code, message, fix: [...new Set(problems.map(({ fix }) => fix))].join(' ') })
}

function placesText(paths: readonly string[]): string {
  const more = paths.length - mostNamed
  return `${paths.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
