import { type Stats } from 'node:fs'
import { lstat, mkdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { foreignPart } from '../../core/document/file/folder-problems.ts'
import type { Problem } from '../../core/problem.ts'
import { problemFault } from '../fault.ts'
import { codeOf } from './atomic-write.ts'
import { projectFiles } from './folders.ts'

type Kind = 'file' | 'folder'

/**
 * The parts of a project that are something else than this program makes them. A project comes from anywhere: through a
 * link in it, files elsewhere would be read and written, so that none is followed.
 */
export async function foreignParts(project: string): Promise<readonly Problem[]> {
  const { datasets, runs, models, ...files } = projectFiles(project)
  const parts: readonly (readonly [path: string, kind: Kind])[] = [
    ...Object.values<string>(files).map(path => [path, 'file'] as const),
    ...[datasets, runs, models].map(path => [path, 'folder'] as const)
  ]
  const problems = await Promise.all(
    parts.map(async ([path, kind]) => problemOf(project, path, await statsOf(path), kind))
  )
  return problems.filter(problem => problem !== undefined)
}

/**
 * Whether a folder of a project is there. Throws HostFault where a link or a file lies in its place, or on the way to it
 * from the project's folder, which itself may be reached through links.
 */
export async function hasFolder(project: string, folder: string): Promise<boolean> {
  for (const path of pathsTo(project, folder)) {
    const found = await statsOf(path)
    refuse(problemOf(project, path, found, 'folder'))
    if (found === undefined) return false
  }
  return true
}

/** Makes a folder of a project, with those on the way to it. Throws HostFault as `hasFolder` does. */
export async function makeFolder(project: string, folder: string): Promise<void> {
  for (const path of pathsTo(project, folder)) {
    await mkdir(path).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error
    })
    refuse(problemOf(project, path, await statsOf(path), 'folder'))
  }
}

/** The folders from the project's down to one in it, the project's own left out. */
function pathsTo(project: string, folder: string): readonly string[] {
  const names = relative(project, folder).split(sep)
  return names.map((_, index) => join(project, ...names.slice(0, index + 1)))
}

async function statsOf(path: string): Promise<Stats | undefined> {
  return await lstat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
    throw error
  })
}

function problemOf(project: string, path: string, found: Stats | undefined, kind: Kind): Problem | undefined {
  if (found === undefined || (kind === 'file' ? found.isFile() : found.isDirectory())) return undefined
  return foreignPart({ path: relative(project, path).split(sep).join('/') }, { found: kindOf(found), expected: kind })
}

function kindOf(found: Stats): string {
  if (found.isSymbolicLink()) return 'a link'
  if (found.isDirectory()) return 'a folder'
  return found.isFile() ? 'a file' : 'a device or a pipe'
}

function refuse(problem: Problem | undefined): void {
  if (problem !== undefined) throw problemFault([problem])
}
