import { constants } from 'node:fs'
import { lstat, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Change } from '../../../core/document/history/change.ts'
import { isEqual } from '../../../core/document/equal.ts'
import { fileReplaced, journalSetAside } from '../../../core/document/file/folder-problems.ts'
import { replaceDocument } from '../../../core/document/history/replace-document.ts'
import { journalHead, journalLines, replayJournal, stampOf } from '../../../core/document/history/journal.ts'
import { parseProject } from '../../../core/document/file/project-file.ts'
import type { Document } from '../../../core/document/records.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import type { Problem } from '../../../core/problem.ts'
import { syncFolder, writeAtomic } from '../atomic-write.ts'
import { projectFiles } from '../folders.ts'
import { inTurn } from '../in-turn.ts'
import { isHeldElsewhere } from './project-lock.ts'
import { openRegular, readText } from '../regular-file.ts'

const { O_APPEND, O_CREAT, O_WRONLY } = constants

/** What a program knows to lie in a project's file: read or written by itself last. Saving moves it on. */
export interface SavedState {
  stamp: string
  document: Document
}

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
export async function recoverJournal(folder: string, saved: SavedState): Promise<JournalFound> {
  const { journal } = projectFiles(folder)
  const text = await readText(journal)
  if (text === undefined) return nothing
  const replayed = replayJournal(text, saved.stamp, saved.document, layerOf)
  if (!replayed) return settleForeign(folder, text, saved.document)
  const { document, count, isOfFile, isCurrent, problem } = replayed
  // A save has all of it, and the program died before it could say so; or it came to nothing.
  if (!problem && (count === 0 || isEqual(document, saved.document))) {
    await rm(journal, { force: true })
    return nothing
  }
  const at = (await lstat(journal)).mtime.toISOString()
  const problems = isOfFile ? [] : [fileReplaced({ path: basename(projectFiles(folder).document) })]
  const lines = text.split('\n')
  if (problem) {
    const whole = await setAside(folder)
    const good = lines.slice(0, count + 1).join('\n')
    await writeAtomic(journal, `${good}\n`)
    problems.push({ ...problem, where: { path: basename(whole) } })
    return { recovered: { document, at }, problems }
  }
  if (!isCurrent) {
    const { change } = replaceDocument(saved.document, document, 'Recovered edits')
    await writeAtomic(journal, journalHead(saved.stamp, saved.document, layerOf) + journalLines([change]))
    return { recovered: { document, at }, problems }
  }
  // What follows a half line would be lost with it.
  if (lines.at(-1) !== '') await cutOff(journal, text.slice(0, text.lastIndexOf('\n') + 1))
  return { recovered: { document, at }, problems }
}

async function cutOff(journal: string, kept: string): Promise<void> {
  const file = await openRegular(journal, { flags: O_WRONLY })
  try {
    await file.truncate(Buffer.byteLength(kept))
  } finally {
    await file.close()
  }
}

/**
 * A journal that does not say what its edits follow, as earlier versions wrote it, beside another file than its own.
 * After a death between the save and the end of its journal, the save has all of it; else somebody has replaced the
 * project's file, and the edits are kept for them.
 */
async function settleForeign(folder: string, text: string, saved: Document): Promise<JournalFound> {
  const files = projectFiles(folder)
  const previous = await readText(files.previous)
  const before = previous === undefined ? undefined : parseProject(previous, layerOf).document
  const replayed = before && replayJournal(text, stampOf(previous ?? ''), before, layerOf)
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
 * Adds edits to the journal. On disk when it returns, so that a death after that does not lose them; when it throws,
 * none of them is there. Where another running process has the project open, the journal is that one's, and nothing is
 * added. `saved` is what the first of the edits follow.
 */
export async function appendJournal(folder: string, changes: readonly Change[], saved: SavedState): Promise<void> {
  if (changes.length === 0) return
  await inTurn(folder, async () => {
    if (await isHeldElsewhere(folder)) return
    const file = await openRegular(projectFiles(folder).journal, { flags: O_WRONLY | O_APPEND | O_CREAT })
    try {
      const { size } = await file.stat()
      const head = size === 0 ? journalHead(saved.stamp, saved.document, layerOf) : ''
      try {
        await file.appendFile(head + journalLines(changes))
        await file.datasync()
      } catch (error) {
        // A half line would make one of itself and the first of the next, and lose both.
        await file.truncate(size)
        throw error
      }
      if (size === 0) await syncFolder(folder)
    } finally {
      await file.close()
    }
  })
}

/** Forgets the edits: the person has declined them. Those of another running process are left alone. */
export async function discardJournal(folder: string): Promise<void> {
  await inTurn(folder, () => removeJournal(folder))
}

/** As `discardJournal`, for what has the folder's turn already. */
export async function removeJournal(folder: string): Promise<void> {
  if (await isHeldElsewhere(folder)) return
  await rm(projectFiles(folder).journal, { force: true })
}
