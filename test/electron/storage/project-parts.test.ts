import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createDocument, emptyDrawing } from '../../../core/document/create-document.ts'
import { foreignParts, hasFolder, makeFolder } from '../../../electron/storage/project-parts.ts'
import { appendJournal } from '../../../electron/storage/projects/project-journal.ts'
import { callHolder } from '../../../electron/storage/projects/project-lock.ts'
import {
  copyProject,
  createProject,
  openProject,
  readProject,
  saveProject
} from '../../../electron/storage/projects/projects.ts'
import { temporaryFolder } from './temporary-folder.ts'

const document = createDocument('foreign', emptyDrawing)
const change = { label: 'Rename', records: [], singles: [{ single: 'name' as const, before: 'foreign', after: 'b' }] }

/** A project, and a folder beside it that nobody may write to. */
async function foreignProject() {
  const folder = temporaryFolder()
  const [project, outside] = [join(folder, 'project'), join(folder, 'outside')]
  await createProject(project, document)
  mkdirSync(outside)
  return { folder, project, outside }
}

const files = ['project.json', 'project.previous.json', 'journal.jsonl', '.open.json', '.call']
const folders = ['datasets', 'runs', 'models']

describe('a project with a link in it', () => {
  it.each([...files, ...folders])('named %s is refused by that name, and nothing is written', async name => {
    const { project, outside } = await foreignProject()
    const target = name === 'project.json' ? join(project, 'elsewhere.json') : join(outside, 'made')
    if (name === 'project.json') {
      renameSync(join(project, name), target)
    }
    symlinkSync(target, join(project, name))
    const before = readdirSync(project)
    const expected = { problems: [{ code: 'project/foreign-part', severity: 'error', where: { path: name } }] }
    expect(await openProject(project)).toMatchObject(expected)
    expect(await openProject(project, true)).toMatchObject(expected)
    expect(await readProject(project)).toMatchObject(expected)
    expect([readdirSync(project), readdirSync(outside)]).toEqual([before, []])
  })

  it('says what is there, what should be, and what to do', async () => {
    const { project, outside } = await foreignProject()
    symlinkSync(outside, join(project, 'runs'))
    writeFileSync(join(project, 'models'), 'a file')
    mkdirSync(join(project, 'journal.jsonl'))
    expect((await foreignParts(project)).map(({ where, message, fix }) => [where.path, message, fix])).toEqual([
      ['journal.jsonl', expect.stringMatching(/^There is a folder; expected a file/), expect.stringMatching(/itself/)],
      ['runs', expect.stringMatching(/^There is a link; expected a folder/), expect.stringMatching(/itself/)],
      ['models', expect.stringMatching(/^There is a file; expected a folder/), expect.stringMatching(/itself/)]
    ])
  })

  it('gets neither edits nor a save nor a call through it, when it came after the opening', async () => {
    const { project, outside } = await foreignProject()
    const read = await openProject(project)
    if (read.document === undefined) throw new Error('It opens.')
    const login = join(outside, 'login')
    symlinkSync(login, join(project, 'journal.jsonl'))
    await expect(appendJournal(project, [change], read.saved)).rejects.toMatchObject({ code: 'disk/link' })
    writeFileSync(login, 'mine')
    symlinkSync(login, join(project, '.call'))
    await callHolder(project)
    expect(lstatSync(login).size).toBe('mine'.length)
    expect(lstatSync(join(project, '.call')).isSymbolicLink()).toBe(false)
    await read.close()
  })

  it('is not saved over a project.json that became one', async () => {
    const { project, outside } = await foreignProject()
    const file = join(project, 'project.json')
    renameSync(file, join(outside, 'project.json'))
    symlinkSync(join(outside, 'project.json'), file)
    await expect(saveProject(project, document)).rejects.toMatchObject({ code: 'disk/link' })
    expect(lstatSync(file).isSymbolicLink()).toBe(true)
    expect(readdirSync(outside)).toEqual(['project.json'])
  })

  it('is neither copied from nor copied to through it', async () => {
    const { folder, project, outside } = await foreignProject()
    writeFileSync(join(outside, 'private'), 'mine')
    symlinkSync(outside, join(project, 'datasets'))
    await expect(copyProject(project, join(folder, 'copy'), document)).rejects.toMatchObject({
      code: 'project/foreign-part'
    })
    const target = join(folder, 'target')
    mkdirSync(target)
    symlinkSync(outside, join(target, 'models'))
    const other = (await foreignProject()).project
    await expect(copyProject(other, target, document)).rejects.toMatchObject({ code: 'project/folder-taken' })
    expect(readdirSync(outside)).toEqual(['private'])
  })
})

it('a project that is itself reached through a link opens and saves', async () => {
  const { folder, project } = await foreignProject()
  const way = join(folder, 'way')
  symlinkSync(project, way)
  const read = await openProject(way)
  expect(read).toMatchObject({ document, problems: [], readOnly: undefined })
  await saveProject(way, { ...document, name: 'saved' })
  expect((await readProject(project)).document?.name).toBe('saved')
  if (read.document) await read.close()
})

describe('a folder of a project', () => {
  it('is made with those on the way to it, and is there then', async () => {
    const { project } = await foreignProject()
    const folder = join(project, 'datasets', 'digits', 'variant')
    expect(await hasFolder(project, folder)).toBe(false)
    await makeFolder(project, folder)
    await makeFolder(project, folder)
    expect(await hasFolder(project, folder)).toBe(true)
  })

  it.each(['datasets', 'datasets/digits', 'datasets/digits/variant'])(
    'is not made beyond a linked %s',
    async linked => {
      const { project, outside } = await foreignProject()
      mkdirSync(join(project, linked, '..'), { recursive: true })
      symlinkSync(outside, join(project, linked))
      const folder = join(project, 'datasets', 'digits', 'variant')
      const refused = { code: 'project/foreign-part', message: expect.stringMatching(`^${linked}: There is a link`) }
      await expect(makeFolder(project, folder)).rejects.toMatchObject(refused)
      await expect(hasFolder(project, folder)).rejects.toMatchObject(refused)
      expect(readdirSync(outside)).toEqual([])
    }
  )

  it('does not bring back a project that was deleted', async () => {
    const project = join(temporaryFolder(), 'gone')
    await expect(makeFolder(project, join(project, 'runs', 'a'))).rejects.toMatchObject({ code: 'ENOENT' })
    expect(existsSync(project)).toBe(false)
  })
})
