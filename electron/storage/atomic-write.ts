import { randomBytes } from 'node:crypto'
import { type FileHandle, link, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { namingFile } from '../fault.ts'

const temporaryEnd = '.writing'
/** One write of more than 2 GiB fails on some systems. */
const partBytes = 64 * 1024 * 1024

/** A file that is written piece by piece, and stands under its name only once it is whole. */
export interface AtomicFile {
  write(piece: Uint8Array): Promise<void>
  /** Puts it in its place; `previous` keeps the file that is replaced under that path. */
  commit(previous?: string): Promise<void>
  /** Leaves everything as it was before. */
  discard(): Promise<void>
}

/**
 * Begins a file so that a reader, or the next start after a crash, sees the old one or the new one and nothing between: a
 * temporary file in the same folder, flushed, renamed over the old one, and the folder flushed.
 */
export async function beginAtomic(path: string): Promise<AtomicFile> {
  const folder = dirname(path)
  const temporaryName = (): string =>
    join(folder, `.${basename(path)}.${process.pid}-${randomBytes(4).toString('hex')}${temporaryEnd}`)
  const temporary = temporaryName()
  // People know the file, and neither the temporary one nor the handle.
  const named = (error: unknown): never => {
    throw namingFile(error, path)
  }
  const file = await open(temporary, 'wx').catch((error: unknown) => {
    throw namingFile(error, codeOf(error) === 'ENOENT' ? folder : path)
  })
  const discard = async (): Promise<void> => {
    await file.close()
    await rm(temporary, { force: true })
  }
  return {
    write: piece => writeWhole(file, piece).catch(named),
    discard,
    async commit(previous) {
      try {
        await file.sync().finally(() => file.close())
        if (previous !== undefined) await keepPrevious(path, previous, temporaryName())
        await rename(temporary, path)
      } catch (error) {
        await rm(temporary, { force: true })
        throw namingFile(error, path)
      }
      await syncFolder(folder)
    }
  }
}

/** Writes a whole file, in the way of `beginAtomic`. Several pieces are written end to end. */
export async function writeAtomic(
  path: string,
  data: string | Uint8Array | readonly Uint8Array[],
  { previous }: { /** Keeps the file that is replaced under this path. */ readonly previous?: string } = {}
): Promise<void> {
  const file = await beginAtomic(path)
  try {
    const pieces = typeof data === 'string' ? [Buffer.from(data, 'utf8')] : data instanceof Uint8Array ? [data] : data
    for (const piece of pieces) await file.write(piece)
  } catch (error) {
    await file.discard()
    throw error
  }
  await file.commit(previous)
}

async function writeWhole(file: FileHandle, data: Uint8Array): Promise<void> {
  for (let offset = 0; offset < data.length;) {
    const { bytesWritten } = await file.write(data, offset, Math.min(partBytes, data.length - offset))
    offset += bytesWritten
  }
}

/** A second name for the file that is about to be replaced, so that at no moment either name is missing. */
async function keepPrevious(path: string, previous: string, temporary: string): Promise<void> {
  try {
    await link(path, temporary)
    await rename(temporary, previous)
    // Two names of one file are left as they are by a rename.
    await rm(temporary, { force: true })
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    // Some file systems know no links: there the name is missing for the moment between two renames, and opening looks
    // for the previous file then.
    await rename(path, previous)
  }
}

/** Makes a rename last through a loss of power. Windows cannot flush a folder and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    // Network and FUSE file systems may refuse to flush a folder.
    if (codeOf(error) !== 'EINVAL' && codeOf(error) !== 'ENOTSUP') throw error
  } finally {
    await handle.close()
  }
}

/**
 * Removes what writes that a crash cut off have left in a folder, but not what a living process is writing; with `file`,
 * only of that file.
 */
export async function sweepTemporaryFiles(folder: string, file?: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true })
  for (const { name } of entries.filter(entry => !entry.isDirectory())) {
    const [, written, owner] = /^\.(.*)\.(\d+)-[0-9a-f]{8}\.writing$/.exec(name) ?? []
    if (owner === undefined || (file !== undefined && written !== file)) continue
    if (!isOtherProcess(Number(owner))) await rm(join(folder, name), { force: true })
  }
}

function isOtherProcess(id: number): boolean {
  if (id === process.pid) return false
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Whether an error says that a folder may only be read. */
export function isUnwritable(error: unknown): boolean {
  return ['EROFS', 'EACCES', 'EPERM'].includes(codeOf(error) ?? '')
}

/** The system's own word for what went wrong, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  return typeof code === 'string' ? code : undefined
}
