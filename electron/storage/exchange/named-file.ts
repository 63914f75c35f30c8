import type { Stats } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { HostFault } from '../../fault.ts'
import { codeOf, sweepTemporaryFiles, writeAtomic } from '../atomic-write.ts'

/**
 * Writes a file under the name that a person gave. An ordinary file there is replaced, as was asked for; a folder, a
 * device or a link is refused. What a write to the same place has left that was cut off is removed.
 */
export async function writeNamed(path: string, data: string | Uint8Array): Promise<void> {
  await refuseIrregular(path)
  await sweepTemporaryFiles(dirname(path), basename(path))
  await writeAtomic(path, data)
}

/** Throws HostFault where something other than an ordinary file stands. */
export async function refuseIrregular(path: string): Promise<void> {
  const found = await lookAt(path)
  if (found === undefined || found.isFile()) return
  throw new HostFault({
    code: 'disk/not-a-file',
    message: `${path} is ${kindOf(found)}, which is not replaced.`,
    fix: 'Choose another name.'
  })
}

/** Throws HostFault where anything stands under a name that was made here, which nobody was asked about. `fix` says what to do then. */
export async function refuseTaken(path: string, fix: string): Promise<void> {
  if ((await lookAt(path)) === undefined) return
  throw new HostFault({ code: 'disk/taken', message: `${path} is there already.`, fix })
}

/** A path where nothing stands yet: this one and the ending, with a number between where that is taken. */
export async function freePath(path: string, ending = ''): Promise<string> {
  for (let count = 1; ; count++) {
    const tried = `${path}${count === 1 ? '' : ` ${count}`}${ending}`
    if ((await lookAt(tried)) === undefined) return tried
  }
}

/** What stands under a name itself, not what it leads to; undefined where nothing does. */
export async function lookAt(path: string): Promise<Stats | undefined> {
  return await lstat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
}

function kindOf(found: Stats): string {
  if (found.isDirectory()) return 'a folder'
  return found.isSymbolicLink() ? 'a link to another place' : 'no ordinary file'
}
