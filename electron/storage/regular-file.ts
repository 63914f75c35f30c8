import { constants as buffers } from 'node:buffer'
import { constants, type Stats } from 'node:fs'
import { type FileHandle, lstat, open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { HostFault, namingFile } from '../fault.ts'
import { codeOf } from './atomic-write.ts'

// Windows has neither; the look before the opening stands alone there.
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants

export interface FileAccess {
  /** Flags of open(2); reading where they are left out. */
  readonly flags?: number
  /** For what a person chose by hand. In a project a link could lead out of its folder, to be read or written there. */
  readonly followsLinks?: boolean
  /** What messages call the file: its path in the project, or its name. */
  readonly name?: string
}

/**
 * Opens a file that is one: not a folder, and neither a device nor a pipe, which have no end or make a reader wait for
 * ever. Throws HostFault for those and for a link that is not to be followed, and the system's error where there is no
 * such file.
 */
export async function openRegular(
  path: string,
  { flags = O_RDONLY, followsLinks = false, name = basename(path) }: FileAccess = {}
): Promise<FileHandle> {
  const creates = (flags & constants.O_CREAT) !== 0
  const found = await (followsLinks ? stat(path) : lstat(path)).catch((error: unknown) => {
    if (creates && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  })
  if (found) refuseIrregular(found, name)
  // Whatever took its place since is met by the flags, and looked at once more.
  const file = await open(path, flags | O_NONBLOCK | (followsLinks ? 0 : O_NOFOLLOW))
  try {
    refuseIrregular(await file.stat(), name)
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

/** Reads a whole file in the way of `openRegular`. Throws HostFault where it has more bytes than `largest`. */
export async function readRegular(
  path: string,
  { largest, ...access }: FileAccess & { readonly largest: number }
): Promise<Buffer> {
  const file = await openRegular(path, access)
  try {
    const { size } = await file.stat()
    const most = Math.min(largest, buffers.MAX_LENGTH)
    if (size > most) throw tooLarge(access.name ?? basename(path), size, most)
    const bytes = Buffer.alloc(size)
    let filled = 0
    while (filled < size) {
      const { bytesRead } = await file.read(bytes, filled, size - filled, filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return bytes.subarray(0, filled)
  } catch (error) {
    throw namingFile(error, path)
  } finally {
    await file.close()
  }
}

/** About as long as a string can be. */
const longestText = 2 ** 29 - 24

/** Reads a text in the way of `openRegular`; undefined where there is no such file. */
export async function readText(path: string, name = basename(path)): Promise<string | undefined> {
  try {
    return (await readRegular(path, { largest: longestText, name })).toString('utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
    throw error
  }
}

function refuseIrregular(found: Stats, name: string): void {
  if (found.isFile()) return
  const isLink = found.isSymbolicLink()
  throw new HostFault({
    code: isLink ? 'disk/link' : 'disk/not-a-file',
    message: isLink ? `${name} is a link to another place, which is not followed.` : `${name} is no ordinary file.`,
    fix: isLink ? 'Put the file itself there, or remove the link.' : 'Choose or put an ordinary file there.'
  })
}

function tooLarge(name: string, size: number, largest: number): HostFault {
  return new HostFault({
    code: 'disk/too-large',
    message: `${name} has ${inMegabytes(size)} MB, and at most ${inMegabytes(largest)} MB are read.`,
    fix: 'Check that it is the file that you mean.'
  })
}

function inMegabytes(bytes: number): string {
  return Math.ceil(bytes / 2 ** 20).toLocaleString('en-US')
}
