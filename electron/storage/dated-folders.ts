import { randomBytes } from 'node:crypto'
import { readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isSafeName } from './folders.ts'
import { hasFolder } from './project-parts.ts'

/** A name for a folder that no other has: names in the order of their moments. */
export function datedName(now: Date): string {
  const time = now.toISOString().slice(0, 19).replace(/:/g, '-').replace('T', '-')
  return `${time}-${randomBytes(3).toString('hex')}`
}

/**
 * Names of the folders in a folder of a project, the newest first; none where it is not there. A link is named as well,
 * for whoever looks into it to refuse it. Throws HostFault where the folder itself is one.
 */
export async function datedNames(project: string, folder: string): Promise<readonly string[]> {
  if (!(await hasFolder(project, folder))) return []
  const entries = await readdir(folder, { withFileTypes: true })
  const folders = entries.filter(entry => (entry.isDirectory() || entry.isSymbolicLink()) && isSafeName(entry.name))
  const names = folders.map(({ name }) => name)
  return names.sort().reverse()
}

/** Takes a folder away at once: first its name, so that what a crash leaves is no half of it. */
export async function removeAtOnce(folder: string): Promise<void> {
  const doomed = join(dirname(folder), `.deleted-${basename(folder)}`)
  await rename(folder, doomed)
  await rm(doomed, { recursive: true, force: true })
}
