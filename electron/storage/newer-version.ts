import { readFile } from 'node:fs/promises'
import { formatVersion } from '../../core/document/file/migrations.ts'
import { newerVersion } from '../../core/document/file/project-problems.ts'
import { problemFault } from '../fault.ts'
import { codeOf } from './atomic-write.ts'
import { projectFiles } from './folders.ts'

/** Whether a newer version made the project. Nothing is written into the folder of one: runs and caches neither. */
export async function isOfNewerVersion(folder: string): Promise<boolean> {
  return (await versionIn(folder)) > formatVersion
}

/** Throws HostFault for a project that a newer version made. */
export async function refuseNewerVersion(folder: string): Promise<void> {
  const version = await versionIn(folder)
  if (version > formatVersion)
    throw problemFault([newerVersion({ path: 'project.json' }, { version, known: formatVersion })])
}

/** Zero where there is no project or no version. */
async function versionIn(folder: string): Promise<number> {
  try {
    const file: unknown = JSON.parse(await readFile(projectFiles(folder).document, 'utf8'))
    const version = typeof file === 'object' && file !== null && 'formatVersion' in file ? file.formatVersion : 0
    return typeof version === 'number' ? version : 0
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR' || error instanceof SyntaxError) return 0
    throw error
  }
}
