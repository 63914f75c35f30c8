import { mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { noProjectFile, openElsewhere, previousUsed } from '../../core/document/folder-problems.ts'
import { type Parsed, parseProject, serialiseProject } from '../../core/document/project-file.ts'
import type { Document } from '../../core/document/records.ts'
import { layerOf } from '../../core/layers/catalogue.ts'
import type { Problem } from '../../core/problem.ts'
import { HostFault, problemFault } from '../fault.ts'
import { codeOf, sweepTemporaryFiles, syncFolder, writeAtomic } from './atomic-write.ts'
import { copyProjectParts } from './copy-project.ts'
import { projectFiles } from './folders.ts'
import { inTurn } from './in-turn.ts'
import { holdProject, isHeldElsewhere } from './project-lock.ts'
import { discardJournal, type Recovered, recoverJournal } from './project-journal.ts'

/** A project's folder as it was read, with the edits that were not saved when the program ended. */
export interface ReadProject {
  readonly document: Document
  readonly recovered: Recovered | undefined
  readonly problems: readonly Problem[]
  /** A newer version made it, so that saving is refused. */
  readonly isReadOnly: boolean
  /** Gives up the mark that this process has the project open. Whoever opens calls it when the project is closed. */
  close(): Promise<void>
}

export type ProjectRead = ReadProject | { readonly document?: undefined; readonly problems: readonly Problem[] }

/** Makes a project in a folder, which may be there already but must not hold one. */
export async function createProject(folder: string, document: Document): Promise<void> {
  await mkdir(folder, { recursive: true })
  await inTurn(folder, async () => {
    await refuseTaken(folder)
    await writeAtomic(projectFiles(folder).document, serialiseProject(document))
    await syncFolder(folder)
  })
}

/** The document of a project as it was saved, and nothing but that: for commands that only read. */
export async function readProject(folder: string): Promise<Parsed> {
  const files = projectFiles(folder)
  const text = await readText(files.document)
  if (text !== undefined) return parseProject(text, layerOf)
  const previous = await readText(files.previous)
  if (previous === undefined) return { problems: [noProjectFile({ path: folder }, await lookAt(folder))] }
  const parsed = parseProject(previous, layerOf, basename(files.previous))
  return parsed.document ? { ...parsed, problems: [previousUsed({ path: folder }), ...parsed.problems] } : parsed
}

/**
 * Opens a project for editing: marks it as open here, removes what a crash left half written, and finds the edits that
 * were not saved. What another running process has open is left alone, and a problem says so.
 */
export async function openProject(folder: string): Promise<ProjectRead> {
  return inTurn(folder, async () => {
    const parsed = await readProject(folder)
    if (parsed.document === undefined) return parsed
    const { document, isReadOnly } = parsed
    const lock = await holdProject(folder)
    const close = async () => {
      if (lock.isHeld) await lock.release()
    }
    if (!lock.isHeld) {
      const elsewhere = openElsewhere({ path: folder }, lock.holder)
      return { document, isReadOnly, recovered: undefined, problems: [...parsed.problems, elsewhere], close }
    }
    if (isReadOnly) return { document, isReadOnly, recovered: undefined, problems: parsed.problems, close }
    await sweepTemporaryFiles(folder)
    const { recovered, problems } = await recoverJournal(folder, document)
    return { document, isReadOnly, recovered, problems: [...parsed.problems, ...problems], close }
  })
}

/** Saves, keeping the save before as `project.previous.json`, and forgets the journal, which is in the save. */
export async function saveProject(folder: string, document: Document): Promise<void> {
  const files = projectFiles(folder)
  await inTurn(folder, async () => {
    await refuseNewer(files.document)
    const isOurs = !(await isHeldElsewhere(folder))
    await writeAtomic(files.document, serialiseProject(document), { previous: files.previous })
    // The journal of another window holds that one's edits, which this save lacks.
    if (isOurs) await discardJournal(folder)
  })
}

/**
 * Saves under another folder with the packed datasets and all runs. The project there begins to exist with the last file;
 * the one here stays as it was saved, without the edits since.
 */
export async function copyProject(from: string, to: string, document: Document): Promise<void> {
  await mkdir(to, { recursive: true })
  await refuseTaken(to)
  await copyProjectParts(from, to)
  await writeAtomic(projectFiles(to).document, serialiseProject(document))
  await inTurn(from, () => discardJournal(from))
}

async function refuseTaken(folder: string): Promise<void> {
  const names = await readdir(folder)
  const taken = names.find(name => ['project.json', 'project.previous.json', 'runs', 'datasets'].includes(name))
  if (taken === undefined) return
  throw new HostFault({
    code: 'project/folder-taken',
    message: `${folder} already holds a project: there is ${taken}.`,
    fix: 'Choose another folder, or an empty one.'
  })
}

async function refuseNewer(file: string): Promise<void> {
  const text = await readText(file)
  if (text === undefined) return
  const parsed = parseProject(text, layerOf)
  const isNewer = parsed.document ? parsed.isReadOnly : parsed.problems.some(({ code }) => code === 'project/too-new')
  if (isNewer) throw problemFault(parsed.problems)
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
    throw error
  }
}

async function lookAt(folder: string): Promise<{ readonly folder: string; readonly isFolder: boolean }> {
  const found = await stat(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
    throw error
  })
  return { folder, isFolder: found?.isDirectory() ?? false }
}
