import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { HostFault, namingFile } from '../fault.ts'
import { codeOf } from './atomic-write.ts'

/**
 * Makes a folder and those around it, where they are not there yet. Node's own way tries for ever where a folder that is
 * there takes none, as in /proc.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    if (await isFolder(path)) return
    const around = dirname(path)
    if (codeOf(error) !== 'ENOENT') throw namingFile(error, path)
    if (await isFolder(around)) throw takesNone(around, error)
    await makeFolder(around)
    await makeFolder(path)
  }
}

function takesNone(folder: string, cause: unknown): HostFault {
  const message = `No folder can be made in ${folder}.`
  return new HostFault({ code: 'disk/no-folders', message, fix: 'Choose another place.' }, cause)
}

async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then(
    found => found.isDirectory(),
    () => false
  )
}
