import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Change } from '../../../../core/document/history/change.ts'
import { createDocument, emptyDrawing } from '../../../../core/document/create-document.ts'
import { apply } from '../../../../core/document/history/change.ts'
import { journalLines, stampOf } from '../../../../core/document/history/journal.ts'
import type { Document } from '../../../../core/document/records.ts'
import { projectFiles } from '../../../../electron/storage/folders.ts'
import { ownerOf } from '../../../../electron/storage/owner.ts'
import {
  appendJournal,
  discardJournal,
  type SavedState
} from '../../../../electron/storage/projects/project-journal.ts'
import {
  acceptFromDisk,
  copyProject,
  createProject,
  isChangedOnDisk,
  openProject,
  readProject,
  saveProject
} from '../../../../electron/storage/projects/projects.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const first = createDocument('first', emptyDrawing)
const rename = (before: string, after: string): Change => ({
  label: 'Rename',
  records: [],
  singles: [{ single: 'name', before, after }]
})
const named = (document: Document, name: string) => apply(document, rename(document.name, name))

async function projectIn(folder: string): Promise<string> {
  const project = join(folder, 'project')
  await createProject(project, first)
  return project
}

/** Adds to the journal as the program does that knows what lies in the file. */
async function journal(project: string, changes: readonly Change[]): Promise<void> {
  await appendJournal(project, changes, await savedIn(project))
}

async function savedIn(project: string): Promise<SavedState> {
  const { document } = await readProject(project)
  return { stamp: stampOf(readFileSync(projectFiles(project).document, 'utf8')), document: document! }
}

async function opened(folder: string) {
  const project = await openProject(folder)
  if (project.document === undefined) throw new Error(JSON.stringify(project.problems))
  return project
}

const codes = (read: { readonly problems: readonly { readonly code: string }[] }) =>
  read.problems.map(({ code }) => code)

describe('a save', () => {
  test('is what the next start opens, and keeps the one before', async () => {
    const project = await projectIn(temporaryFolder())
    const second = named(first, 'second')
    await saveProject(project, second)
    expect(await opened(project)).toMatchObject({ document: second, problems: [], recovered: undefined })
    renameSync(projectFiles(project).previous, projectFiles(project).document)
    expect((await readProject(project)).document).toEqual(first)
  })

  test('that a death cut off leaves the old one, and nothing beside it once it is opened', async () => {
    const project = await projectIn(temporaryFolder())
    const text = readFileSync(projectFiles(project).document, 'utf8')
    // The process of a number that none can have was writing when it died.
    writeFileSync(join(project, '.project.json.99999999-0a0b0c0d.writing'), text.slice(0, text.length / 2))
    expect(await opened(project)).toMatchObject({ document: first, problems: [] })
    expect(readdirSync(project).sort()).toEqual(['.open.json', 'project.json'])
  })

  test('is refused over a project of a newer version', async () => {
    const project = await projectIn(temporaryFolder())
    const { document } = projectFiles(project)
    const newer = readFileSync(document, 'utf8').replace(/"formatVersion": \d+/, '"formatVersion": 99')
    writeFileSync(document, newer)
    const before = readdirSync(project)
    expect(await opened(project)).toMatchObject({ readOnly: { reason: 'newer', lost: [] } })
    expect(readdirSync(project)).toEqual(before)
    await expect(saveProject(project, first)).rejects.toMatchObject({ code: 'project/newer-version' })
    expect(readFileSync(document, 'utf8')).toBe(newer)
  })
})

describe('a project file that is nested very deep', () => {
  const nested = `{"formatVersion":1,"name":${'['.repeat(10_000)}${']'.repeat(10_000)}}`

  test('is passed over for the save before', async () => {
    const project = await projectIn(temporaryFolder())
    await saveProject(project, named(first, 'second'))
    writeFileSync(projectFiles(project).document, nested)
    const read = await opened(project)
    expect([read.document, codes(read)]).toEqual([first, ['project/previous-used']])
    expect(read.problems[0]?.message).toMatch(/broken: .*nested deeper than 100 levels/)
  })

  test('and has no save before is a problem of its text', async () => {
    const project = await projectIn(temporaryFolder())
    writeFileSync(projectFiles(project).document, nested)
    expect(await openProject(project)).toMatchObject({
      problems: [{ code: 'project/not-json', where: { path: 'project.json' } }]
    })
  })

  test('beside a journal that is has its edits kept aside', async () => {
    const project = await projectIn(temporaryFolder())
    writeFileSync(projectFiles(project).journal, `${nested}\n${nested}\n${nested}\n`)
    expect(codes(await opened(project))).toEqual(['project/journal-set-aside'])
  })
})

describe('a folder', () => {
  test('without a project says so, and so does one that is not there', async () => {
    const folder = temporaryFolder()
    expect(codes(await readProject(folder))).toEqual(['project/no-project-file'])
    expect(codes(await readProject(join(folder, 'none')))).toEqual(['project/no-project-file'])
  })

  test('whose project file is gone opens with the save before', async () => {
    const project = await projectIn(temporaryFolder())
    await saveProject(project, named(first, 'second'))
    rmSync(projectFiles(project).document)
    const read = await readProject(project)
    expect(read.document).toEqual(first)
    expect(codes(read)).toEqual(['project/previous-used'])
  })

  test('that holds a project takes no other', async () => {
    const project = await projectIn(temporaryFolder())
    await expect(createProject(project, first)).rejects.toMatchObject({ code: 'project/folder-taken' })
    await expect(copyProject(project, project, first)).rejects.toMatchObject({ code: 'project/folder-taken' })
  })
})

test('a copy inside the project is refused, as it would hold itself', async () => {
  const project = await projectIn(temporaryFolder())
  await mkdir(join(project, 'datasets'))
  await expect(copyProject(project, join(project, 'datasets', 'copy'), first)).rejects.toMatchObject({
    code: 'project/copy-inside'
  })
  expect(readdirSync(join(project, 'datasets'))).toEqual([])
})

describe('the journal', () => {
  test('brings edits back after a death, and lets more follow', async () => {
    const project = await projectIn(temporaryFolder())
    await journal(project, [rename('first', 'second')])
    const again = await opened(project)
    expect(again.document).toEqual(first)
    expect(again.recovered?.document.name).toBe('second')
    expect(Date.now() - Date.parse(again.recovered?.at ?? '')).toBeLessThan(60_000)
    await journal(project, [rename('second', 'third')])
    expect((await opened(project)).recovered?.document.name).toBe('third')
  })

  test('loses at most the line that was being written', async () => {
    const project = await projectIn(temporaryFolder())
    const files = projectFiles(project)
    await journal(project, [rename('first', 'second')])
    await journal(project, [rename('second', 'third')])
    writeFileSync(files.journal, readFileSync(files.journal, 'utf8').slice(0, -9))
    expect((await opened(project)).recovered?.document.name).toBe('second')
    await journal(project, [rename('second', 'fourth')])
    expect((await opened(project)).recovered?.document.name).toBe('fourth')
  })

  test('is forgotten by a save, and by the person', async () => {
    const project = await projectIn(temporaryFolder())
    await journal(project, [rename('first', 'second')])
    await saveProject(project, named(first, 'second'))
    expect((await opened(project)).recovered).toBeUndefined()
    await journal(project, [rename('second', 'third')])
    await discardJournal(project)
    expect(await opened(project)).toMatchObject({ recovered: undefined, problems: [] })
  })

  test('whose save was finished when the program died is not offered again', async () => {
    const project = await projectIn(temporaryFolder())
    const files = projectFiles(project)
    await journal(project, [rename('first', 'second')])
    const kept = readFileSync(files.journal)
    await saveProject(project, named(first, 'second'))
    writeFileSync(files.journal, kept)
    expect(await opened(project)).toMatchObject({ recovered: undefined, problems: [] })
    expect(existsSync(files.journal)).toBe(false)
  })

  test('is offered over a file that somebody has replaced, with a word about that', async () => {
    const project = await projectIn(temporaryFolder())
    await journal(project, [rename('first', 'second')])
    const other = join(temporaryFolder(), 'other')
    await createProject(other, named(first, 'other'))
    renameSync(projectFiles(other).document, projectFiles(project).document)
    const read = await opened(project)
    expect([read.document.name, read.recovered?.document.name]).toEqual(['other', 'second'])
    expect(codes(read)).toEqual(['project/file-replaced'])
  })

  test('is offered over a file that is broken, beside the save before; saving keeps the broken one', async () => {
    const project = await projectIn(temporaryFolder())
    const files = projectFiles(project)
    const saved = await savedIn(project)
    await saveProject(project, named(first, 'second'), saved)
    await appendJournal(project, [rename('second', 'third')], saved)
    writeFileSync(files.document, '<<<<<<< HEAD')
    const read = await opened(project)
    expect([read.document.name, read.recovered?.document.name]).toEqual(['first', 'third'])
    expect(codes(read)).toEqual(['project/previous-used', 'project/file-replaced'])
    await saveProject(project, named(first, 'fourth'), read.saved)
    expect((await opened(project)).document.name).toBe('fourth')
    const broken = readdirSync(project).find(name => name.startsWith('project.broken.'))!
    expect(readFileSync(join(project, broken), 'utf8')).toBe('<<<<<<< HEAD')
    expect(readFileSync(files.previous, 'utf8')).toContain('"first"')
  })

  test('of an earlier version is offered beside its own file, and put aside beside another', async () => {
    const project = await projectIn(temporaryFolder())
    const text = `${JSON.stringify({ base: (await savedIn(project)).stamp })}\n${journalLines([rename('first', 'second')])}`
    writeFileSync(projectFiles(project).journal, text)
    expect((await opened(project)).recovered?.document.name).toBe('second')
    const other = join(temporaryFolder(), 'other')
    await createProject(other, named(first, 'other'))
    renameSync(projectFiles(other).document, projectFiles(project).document)
    expect(codes(await opened(project))).toEqual(['project/journal-set-aside'])
    expect(readdirSync(project).filter(name => /^journal\..*\.jsonl$/.test(name))).toHaveLength(1)
  })
})

describe('a file that another program has changed', () => {
  async function changed() {
    const project = await projectIn(temporaryFolder())
    const { saved } = await opened(project)
    expect(await isChangedOnDisk(project, saved)).toBe(false)
    await saveProject(project, named(first, 'theirs'))
    return { project, saved }
  }

  test('is noticed and not overwritten', async () => {
    const { project, saved } = await changed()
    expect(await isChangedOnDisk(project, saved)).toBe(true)
    await expect(saveProject(project, named(first, 'mine'), saved)).rejects.toMatchObject({
      code: 'project/changed-on-disk'
    })
    expect((await readProject(project)).document?.name).toBe('theirs')
  })

  test('is overwritten once the person has chosen so, and kept as the save before', async () => {
    const { project, saved } = await changed()
    await acceptFromDisk(project, saved, false)
    await saveProject(project, named(first, 'mine'), saved)
    expect((await readProject(project)).document?.name).toBe('mine')
    expect(readFileSync(projectFiles(project).previous, 'utf8')).toContain('"theirs"')
    expect(await isChangedOnDisk(project, saved)).toBe(false)
  })

  test('is what edits follow once it was loaded', async () => {
    const { project, saved } = await changed()
    await appendJournal(project, [rename('first', 'mine')], saved)
    expect(await acceptFromDisk(project, saved, true)).toMatchObject({ document: { name: 'theirs' } })
    await appendJournal(project, [rename('theirs', 'next')], saved)
    expect((await opened(project)).recovered?.document.name).toBe('next')
  })
})

test('a project that another running process has open is noticed, can be looked at, and is left alone', async () => {
  const project = await projectIn(temporaryFolder())
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  onTestFinished(() => void other.kill())
  const files = projectFiles(project)
  await journal(project, [rename('first', 'second')])
  writeFileSync(files.lock, JSON.stringify(await ownerOf(other.pid)))
  const before = readFileSync(files.journal)
  const read = await openProject(project)
  expect([codes(read), 'holder' in read && read.holder?.process]).toEqual([['project/open-elsewhere'], other.pid])
  const looked = await openProject(project, true)
  expect(looked).toMatchObject({ document: first, readOnly: { reason: 'elsewhere' }, recovered: undefined })
  await journal(project, [rename('second', 'third')])
  await discardJournal(project)
  await saveProject(project, first)
  expect(readFileSync(files.journal)).toEqual(before)

  const ended = once(other, 'exit')
  other.kill('SIGKILL')
  await ended
  const alone = await opened(project)
  expect(alone).toMatchObject({ problems: [], recovered: { document: { name: 'second' } } })
  await alone.close()
  expect(existsSync(files.lock)).toBe(false)
})

test('saving under another name takes runs and packed images along, and leaves the old folder as it was saved', async () => {
  const folder = temporaryFolder()
  const project = await projectIn(folder)
  const run = join(projectFiles(project).runs, 'run-1')
  await mkdir(run, { recursive: true })
  await mkdir(join(projectFiles(project).datasets, 'digits', 'abc'), { recursive: true })
  for (const [name, text] of [
    ['run.json', '{}'],
    ['owner.json', '{}'],
    ['.weights.1-aaaaaaaa.writing', 'half']
  ] as const) {
    writeFileSync(join(run, name), text)
  }
  writeFileSync(join(projectFiles(project).datasets, 'digits', 'abc', 'pictures.bin'), 'images')
  await journal(project, [rename('first', 'second')])

  const copy = join(folder, 'copy')
  await copyProject(project, copy, named(first, 'second'))
  expect((await opened(copy)).document.name).toBe('second')
  expect(readdirSync(join(projectFiles(copy).runs, 'run-1'))).toEqual(['run.json'])
  expect(readFileSync(join(projectFiles(copy).datasets, 'digits', 'abc', 'pictures.bin'), 'utf8')).toBe('images')
  expect(await opened(project)).toMatchObject({ document: first, recovered: undefined })
})
