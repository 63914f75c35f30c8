import { randomBytes } from 'node:crypto'
import { readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { codeOf } from './atomic-write.ts'
import { isSafeName } from './folders.ts'

/** A name for a folder that no other has: names in the order of their moments. */
export function datedName(now: Date): string {
  const time = now.toISOString().slice(0, 19).replace(/:/g, '-').replace('T', '-')
  return `${time}-${randomBytes(3).toString('hex')}`
}

/** Names of the folders in a folder, the newest first; none where it is not there. Links are passed over. */
export async function datedNames(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    const names = entries.filter(entry => entry.isDirectory() && isSafeName(entry.name)).map(entry => entry.name)
    return names.sort().reverse()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

/** Takes a folder away at once: first its name, so that what a crash leaves is no half of it. */
export async function removeAtOnce(folder: string): Promise<void> {
  const doomed = join(dirname(folder), `.deleted-${basename(folder)}`)
  await rename(folder, doomed)
  await rm(doomed, { recursive: true, force: true })
}
