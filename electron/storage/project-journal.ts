import { open, readFile, rename, rm, stat, truncate } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Change } from '../../core/document/change.ts'
import { isEqual } from '../../core/document/equal.ts'
import { journalSetAside } from '../../core/document/folder-problems.ts'
import { journalHead, journalLines, replayJournal } from '../../core/document/journal.ts'
import { parseProject } from '../../core/document/project-file.ts'
import type { Document } from '../../core/document/records.ts'
import { layerOf } from '../../core/layers/catalogue.ts'
import type { Problem } from '../../core/problem.ts'
import { HostFault } from '../fault.ts'
import { codeOf, syncFolder, writeAtomic } from './atomic-write.ts'
import { projectFiles } from './folders.ts'
import { inTurn } from './in-turn.ts'
import { isHeldElsewhere } from './project-lock.ts'

/** The drawing as it was shortly before the program ended without saving. */
export interface Recovered {
  readonly document: Document
  /** ISO 8601, of the last edit that reached the disk. */
  readonly at: string
}

export interface JournalFound {
  readonly recovered: Recovered | undefined
  readonly problems: readonly Problem[]
}

const nothing: JournalFound = { recovered: undefined, problems: [] }

/**
 * What the journal holds beyond the saved document. It is left so that more edits can follow: without a half last line,
 * and without lines that do not fit.
 */
export async function recoverJournal(folder: string, saved: Document): Promise<JournalFound> {
  const { journal } = projectFiles(folder)
  const text = await readText(journal)
  if (text === undefined) return nothing
  const replayed = replayJournal(text, saved, layerOf)
  if (!replayed) return settleForeign(folder, text, saved)
  if (replayed.count === 0 && !replayed.problem) {
    await rm(journal, { force: true })
    return nothing
  }
  const at = (await stat(journal)).mtime.toISOString()
  const lines = text.split('\n')
  if (replayed.problem) {
    const whole = await setAside(folder)
    await writeAtomic(
      journal,
      lines
        .slice(0, replayed.count + 1)
        .join('\n')
        .concat('\n')
    )
    const problem = { ...replayed.problem, where: { path: basename(whole) } }
    return { recovered: { document: replayed.document, at }, problems: [problem] }
  }
  // What follows a half line would be lost with it.
  if (lines.at(-1) !== '') await truncate(journal, Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)))
  return { recovered: { document: replayed.document, at }, problems: [] }
}

/**
 * A journal of another save. After a death between the save and the end of its journal, the save has all of it; else
 * somebody has replaced the project's file, and the edits are kept for them.
 */
async function settleForeign(folder: string, text: string, saved: Document): Promise<JournalFound> {
  const files = projectFiles(folder)
  const previous = await readText(files.previous)
  const before = previous === undefined ? undefined : parseProject(previous, layerOf).document
  const replayed = before && replayJournal(text, before, layerOf)
  const isInSave = replayed !== undefined && isEqual(replayed.document, saved)
  if (isInSave || text.split('\n').length <= 2) {
    await rm(files.journal, { force: true })
    return nothing
  }
  const file = basename(await setAside(folder))
  return { recovered: undefined, problems: [journalSetAside({ path: file }, { file })] }
}

async function setAside(folder: string): Promise<string> {
  const { journal } = projectFiles(folder)
  const time = new Date().toISOString().slice(0, 19).replace(/:/g, '-')
  const aside = join(folder, `journal.${time}.jsonl`)
  await rename(journal, aside)
  return aside
}

/**
 * Adds edits to the journal. On disk when it returns, so that a death after that does not lose them. Where another
 * running process has the project open, the journal is that one's, and nothing is added.
 */
export async function appendJournal(folder: string, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  await inTurn(folder, async () => {
    if (await isHeldElsewhere(folder)) return
    const { journal } = projectFiles(folder)
    const file = await open(journal, 'a')
    try {
      const isNew = (await file.stat()).size === 0
      await file.appendFile((isNew ? await headOf(folder) : '') + journalLines(changes))
      await file.datasync()
      if (isNew) await syncFolder(folder)
    } finally {
      await file.close()
    }
  })
}

async function headOf(folder: string): Promise<string> {
  const text = await readText(projectFiles(folder).document)
  const saved = text === undefined ? undefined : parseProject(text, layerOf).document
  if (saved) return journalHead(saved)
  throw new HostFault({
    code: 'project/file-gone',
    message: `The project file in ${folder} is gone or broken, so edits cannot be kept beside it.`,
    fix: 'Save the project, which writes the file again.'
  })
}

/** Forgets the edits: the person has declined them, or a save has them. */
export async function discardJournal(folder: string): Promise<void> {
  await rm(projectFiles(folder).journal, { force: true })
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}
