import { readdir, rename, stat } from 'node:fs/promises'
import { basename, join, resolve, sep } from 'node:path'
import {
  changedOnDisk,
  noProjectFile,
  openElsewhere,
  previousUsed
} from '../../../core/document/file/folder-problems.ts'
import { stampOf } from '../../../core/document/history/journal.ts'
import { tooNew, unknownField } from '../../../core/document/file/project-problems.ts'
import { type Parsed, parseProject, serializeProject } from '../../../core/document/file/project-file.ts'
import type { Document } from '../../../core/document/records.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import type { ReadOnly } from '../../../core/host/calls/projects.ts'
import type { Problem } from '../../../core/problem.ts'
import { HostFault, problemFault } from '../../fault.ts'
import { codeOf, sweepTemporaryFiles, syncFolder, writeAtomic } from '../atomic-write.ts'
import { copyProjectParts } from './copy-project.ts'
import { removeSetAside } from '../dated-folders.ts'
import { projectFiles } from '../folders.ts'
import { inTurn } from '../in-turn.ts'
import type { Owner } from '../owner.ts'
import { discardJournal, type Recovered, recoverJournal, removeJournal, type SavedState } from './project-journal.ts'
import { holdProject } from './project-lock.ts'
import { foreignParts } from '../project-parts.ts'
import { readText } from '../regular-file.ts'
import { makeFolder } from '../make-folder.ts'

/** A project's folder as it was read, with the edits that were not saved when the program ended. */
export interface ReadProject {
  readonly document: Document
  readonly recovered: Recovered | undefined
  readonly problems: readonly Problem[]
  /** Why it can be looked at alone; then nothing is written into its folder. */
  readonly readOnly: ReadOnly | undefined
  readonly saved: SavedState
  /** Gives up the mark that this process has the project open. Whoever opens calls it when the project is closed. */
  close(): Promise<void>
}

export type ProjectRead =
  | ReadProject
  | {
      readonly document?: undefined
      readonly problems: readonly Problem[]
      /** Who has it open. */ readonly holder?: Owner
    }

/** Makes a project in a folder, which may be there already but must not hold one. */
export async function createProject(folder: string, document: Document): Promise<void> {
  await makeFolder(folder)
  await inTurn(folder, async () => {
    await refuseTaken(folder)
    await writeAtomic(projectFiles(folder).document, serializeProject(document, layerOf))
    await syncFolder(folder)
  })
}

/** The document of a project as it was saved, and nothing but that: for commands that only read. */
export async function readProject(folder: string): Promise<Parsed> {
  const foreign = await foreignParts(folder)
  if (foreign.length > 0) return { problems: foreign }
  return await readSaved(folder, await readText(projectFiles(folder).document))
}

async function readSaved(folder: string, text: string | undefined): Promise<Parsed> {
  return text === undefined ? await readPrevious(folder, 'project.json is missing.') : parseProject(text, layerOf)
}

async function readPrevious(folder: string, reason: string): Promise<Parsed> {
  const { previous } = projectFiles(folder)
  const text = await readText(previous)
  if (text === undefined) return { problems: [noProjectFile({ path: folder }, await lookAt(folder))] }
  const parsed = parseProject(text, layerOf, basename(previous))
  return parsed.document
    ? { ...parsed, problems: [previousUsed({ path: folder }, { reason }), ...parsed.problems] }
    : parsed
}

/** Why a folder is no project; undefined where it is one, whatever state its file is in. */
export async function missingProject(folder: string): Promise<Problem | undefined> {
  const found = await lookAt(folder)
  const { document, previous } = projectFiles(folder)
  const names = found.isFolder ? await readdir(folder) : []
  const isProject = [document, previous].some(file => names.includes(basename(file)))
  return isProject ? undefined : noProjectFile({ path: folder }, found)
}

/**
 * Opens a project for editing: marks it as open here, removes what a crash left half written, and finds the edits that
 * were not saved. A file that is broken is passed over for the save before. What another running process has open is
 * left alone and not opened, unless it is only `looked` at; then, and where a newer version made it, nothing is written.
 * With a part that leads elsewhere it is not opened at all.
 */
export async function openProject(folder: string, isReadOnly = false): Promise<ProjectRead> {
  return inTurn(folder, async () => {
    const foreign = await foreignParts(folder)
    if (foreign.length > 0) return { problems: foreign }
    const text = await readText(projectFiles(folder).document)
    const parsed = await readForEditing(folder, text)
    if (parsed.document === undefined) return parsed
    const { document, problems } = parsed
    const saved = { stamp: stampOf(text ?? ''), document }
    const look = (readOnly: ReadOnly): ReadProject => ({
      document,
      problems,
      readOnly,
      saved,
      recovered: undefined,
      close: async () => undefined
    })
    if (parsed.isReadOnly) return look({ reason: 'newer', lost: lostPaths(problems) })
    if (isReadOnly) return look({ reason: 'elsewhere' })
    const lock = await holdProject(folder)
    if (!lock.isHeld && lock.holder === undefined) return look({ reason: 'folder' })
    if (!lock.isHeld) return { problems: [openElsewhere({ path: folder }, lock.holder)], holder: lock.holder }
    await sweepTemporaryFiles(folder)
    await removeSetAside(folder)
    const found = await recoverJournal(folder, saved)
    return {
      document,
      saved,
      readOnly: undefined,
      recovered: found.recovered,
      problems: [...problems, ...found.problems],
      async close() {
        await removeSetAside(folder).finally(lock.release)
      }
    }
  })
}

async function readForEditing(folder: string, text: string | undefined): Promise<Parsed> {
  const parsed = await readSaved(folder, text)
  const isTooNew = parsed.problems.some(({ code }) => code === tooNew.code)
  if (parsed.document !== undefined || text === undefined || isTooNew) return parsed
  const [first] = parsed.problems
  const before = await readPrevious(folder, `project.json is broken: ${first?.message ?? ''}`)
  return before.document ? before : parsed
}

/** Where the file holds what only a newer version knows. */
function lostPaths(problems: readonly Problem[]): readonly string[] {
  return problems
    .filter(({ code }) => code === unknownField.code)
    .map(({ where }) => where.path.replace(/^[^ ]+: /, ''))
}

/** Saves, keeping the save before as `project.previous.json`, and forgets the journal, which is in the save. */
export async function saveProject(
  folder: string,
  document: Document,
  /** What is known to lie there. Where something else does, nothing is written; without it, it is overwritten. */
  saved?: SavedState
): Promise<void> {
  const files = projectFiles(folder)
  await inTurn(folder, async () => {
    const text = await readText(files.document)
    if (text !== undefined && stampOf(text) !== saved?.stamp) refuseNewer(text)
    if (saved !== undefined && text !== undefined && stampOf(text) !== saved.stamp)
      throw problemFault([changedOnDisk({ path: '' })])
    const isBroken = text !== undefined && parseProject(text, layerOf).document === undefined
    if (isBroken) await rename(files.document, join(folder, `project.broken.${timeName()}.json`))
    const written = serializeProject(document, layerOf)
    await writeAtomic(files.document, written, isBroken ? {} : { previous: files.previous })
    if (saved !== undefined) Object.assign(saved, { stamp: stampOf(written), document })
    // The journal of another window holds that one's edits, which this save lacks.
    await removeJournal(folder)
  })
}

/** Whether the project's file is another than the one that is known. One that is gone is written anew by the next save. */
export async function isChangedOnDisk(folder: string, saved: SavedState): Promise<boolean> {
  return await inTurn(folder, async () => {
    const text = await readText(projectFiles(folder).document)
    return text !== undefined && stampOf(text) !== saved.stamp
  })
}

/**
 * Takes what lies in the project's file now as known. To load it, the journal of what was drawn before ends; to keep
 * what is drawn, it goes on.
 */
export async function acceptFromDisk(folder: string, saved: SavedState, isLoaded: boolean): Promise<Parsed> {
  return await inTurn(folder, async () => {
    const text = (await readText(projectFiles(folder).document)) ?? ''
    const parsed = parseProject(text, layerOf)
    if (parsed.document !== undefined && !parsed.isReadOnly) {
      if (isLoaded) await removeJournal(folder)
      if (isLoaded) saved.document = parsed.document
      saved.stamp = stampOf(text)
    }
    return parsed
  })
}

/**
 * Saves under another folder with the packed datasets and all runs. The project there begins to exist with the last file;
 * the one here stays as it was saved, without the edits since.
 */
export async function copyProject(
  from: string,
  to: string,
  document: Document,
  /** Then nothing changes in the folder here. */
  isReadOnly = false
): Promise<void> {
  refuseInside(from, to)
  await makeFolder(to)
  await refuseTaken(to)
  await copyProjectParts(from, to)
  await writeAtomic(projectFiles(to).document, serializeProject(document, layerOf))
  if (!isReadOnly) await discardJournal(from)
}

async function refuseTaken(folder: string): Promise<void> {
  const { lock: _lock, call: _call, ...parts } = projectFiles(folder)
  const names = await readdir(folder)
  const taken = Object.values<string>(parts).find(path => names.includes(basename(path)))
  if (taken === undefined) return
  throw new HostFault({
    code: 'project/folder-taken',
    message: `${folder} already holds a project: there is ${basename(taken)}.`,
    fix: 'Choose another folder, or an empty one.'
  })
}

/** A copy in what is copied would hold itself. */
function refuseInside(from: string, to: string): void {
  if (!resolve(to).startsWith(`${resolve(from)}${sep}`)) return
  throw new HostFault({
    code: 'project/copy-inside',
    message: `${to} lies in the project's own folder.`,
    fix: 'Choose a folder beside it.'
  })
}

function refuseNewer(text: string): void {
  const parsed = parseProject(text, layerOf)
  const isNewer = parsed.document ? parsed.isReadOnly : parsed.problems.some(({ code }) => code === tooNew.code)
  if (isNewer) throw problemFault(parsed.problems)
}

async function lookAt(folder: string): Promise<{ readonly folder: string; readonly isFolder: boolean }> {
  const found = await stat(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
    throw error
  })
  return { folder, isFolder: found?.isDirectory() ?? false }
}

/** A moment as a part of a file's name. */
function timeName(): string {
  return new Date().toISOString().slice(0, 19).replace(/:/g, '-')
}
