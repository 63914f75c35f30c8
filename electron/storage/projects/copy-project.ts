import { constants } from 'node:fs'
import { copyFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, syncFolder } from '../atomic-write.ts'
import { projectFiles } from '../folders.ts'
import { hasFolder } from '../project-parts.ts'
import { makeFolder } from '../make-folder.ts'

/** Left behind: files half written, runs and models half deleted, and marks of the process that trains a run. */
const isLeft = (name: string) => name.startsWith('.') || name === 'owner.json'

/** Copies packed datasets, runs and models, as the saved files say at this moment. Links are not followed. */
export async function copyProjectParts(from: string, to: string): Promise<void> {
  const source = projectFiles(from)
  const target = projectFiles(to)
  for (const part of ['datasets', 'models', 'runs'] as const) {
    if (await hasFolder(from, source[part])) await copyFolder(source[part], target[part])
  }
  await syncFolder(to)
}

async function copyFolder(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { withFileTypes: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (!entries) return
  await makeFolder(to)
  for (const entry of entries) {
    if (isLeft(entry.name)) continue
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await copyFolder(source, target)
    // A clone where the file system can: datasets are large, and never changed in place.
    else if (entry.isFile()) await copyFile(source, target, constants.COPYFILE_FICLONE)
  }
}
