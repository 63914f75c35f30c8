import { formatVersion } from '../../core/document/file/migrations.ts'
import { newerVersion } from '../../core/document/file/project-problems.ts'
import { parseJson } from '../../core/json.ts'
import { problemFault } from '../fault.ts'
import { projectFiles } from './folders.ts'
import { foreignParts } from './project-parts.ts'
import { readText } from './regular-file.ts'

/** Whether a newer version made the project. Nothing is written into the folder of one: runs and caches neither. */
export async function isOfNewerVersion(folder: string): Promise<boolean> {
  return (await versionIn(folder)) > formatVersion
}

/** Throws HostFault for a project that a newer version made, and for one with parts that lead out of its folder. */
export async function refuseUnwritable(folder: string): Promise<void> {
  const foreign = await foreignParts(folder)
  if (foreign.length > 0) throw problemFault(foreign)
  const version = await versionIn(folder)
  if (version > formatVersion)
    throw problemFault([newerVersion({ path: 'project.json' }, { version, known: formatVersion })])
}

/** Zero where there is no project or no version. */
async function versionIn(folder: string): Promise<number> {
  try {
    const file: unknown = parseJson((await readText(projectFiles(folder).document)) ?? 'null')
    const version = typeof file === 'object' && file !== null && 'formatVersion' in file ? file.formatVersion : 0
    return typeof version === 'number' ? version : 0
  } catch (error) {
    if (error instanceof SyntaxError) return 0
    throw error
  }
}
