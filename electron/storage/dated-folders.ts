import { randomBytes } from 'node:crypto'
import { readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { HostFault } from '../fault.ts'
import { codeOf } from './atomic-write.ts'
import { isSafeName, projectFiles } from './folders.ts'
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

const deletedPrefix = '.deleted-'

/** Takes a folder out of the project at once, by its name. It can be brought back until `removeSetAside`. */
export async function setAside(folder: string): Promise<void> {
  await rename(folder, asideOf(folder))
}

/** Undoes `setAside` for the folder of this name. Throws HostFault where it is not there any more. */
export async function bringBackNamed(name: string, folderOf: (name: string) => string): Promise<void> {
  const gone = new HostFault({
    code: 'disk/deleted',
    message: `"${name.slice(0, 100)}" was removed from the disk.`,
    fix: 'What is deleted can be brought back until the project is closed.'
  })
  if (!isSafeName(name)) throw gone
  const folder = folderOf(name)
  await rename(asideOf(folder), folder).catch((error: unknown) => {
    throw codeOf(error) === 'ENOENT' ? gone : error
  })
}

function asideOf(folder: string): string {
  return join(dirname(folder), `${deletedPrefix}${basename(folder)}`)
}

/** Removes for good what was set aside in the folders of a project's runs and models. */
export async function removeSetAside(project: string): Promise<void> {
  const { runs, models } = projectFiles(project)
  for (const folder of [runs, models]) {
    if (!(await hasFolder(project, folder))) continue
    const names = (await readdir(folder)).filter(name => name.startsWith(deletedPrefix))
    for (const name of names) await rm(join(folder, name), { recursive: true, force: true })
  }
}
