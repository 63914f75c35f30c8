import { describe, expect, it, vi } from 'vitest'
import { apply, fits, type Change } from '../../../core/document/history/change.ts'
import { Project } from '../../../renderer/state/project.svelte.ts'
import { createFakeHost } from '../fake-host.ts'

async function openedProject(options: Parameters<typeof createFakeHost>[0] = {}) {
  vi.useFakeTimers()
  const fake = createFakeHost({ samples: 20, ...options })
  const errors: unknown[] = []
  const refused: unknown[] = []
  const project = new Project(
    fake.host,
    error => errors.push(error),
    () => refused.push(project.readOnly)
  )
  const opened = await fake.host.openLastProject()
  if (!('project' in opened)) throw new Error('The fake machine has a project.')
  project.open(opened.project)
  return { fake, project, errors, refused, first: opened.project.document }
}

const rename = (project: Awaited<ReturnType<typeof openedProject>>['project'], name: string) =>
  project.edit('Rename', draft => draft.setName(name))

describe('the journal', () => {
  it('is written within a second of an edit, in one batch for many edits', async () => {
    const { fake, project } = await openedProject()
    for (const name of ['a', 'b', 'c']) rename(project, name)
    expect(fake.journal).toEqual([])
    await vi.advanceTimersByTimeAsync(1000)
    expect(fake.journal).toHaveLength(1)
    // One change, as a drag makes one for each move of the pointer.
    expect(fake.journal[0]!.map(change => change.singles[0]!.after)).toEqual(['c'])
  })

  it('leads from the opened document to the present one through edits, undo, redo and canceled gestures', async () => {
    const { fake, project, first } = await openedProject()
    const [node] = Object.keys(first.nodes)
    rename(project, 'a')
    project.beginGesture('Move')
    for (const x of [10, 20, 30]) project.edit('Move', draft => draft.move(node!, { x, y: 5 }))
    project.commitGesture()
    project.undo()
    project.redo()
    project.beginGesture('Move')
    project.edit('Move', draft => draft.move(node!, { x: 99, y: 99 }))
    project.cancelGesture()
    rename(project, 'b')
    project.undo()
    await vi.advanceTimersByTimeAsync(1000)
    const replayed = fake.journal.flat().reduce((document, change: Change) => apply(document, change), first)
    expect(replayed).toEqual(project.document)
    expect(project.document.positions[node!]).toEqual({ x: 30, y: 5 })
  })

  it('tries again by itself to write what could not be written, and tells of the first failure', async () => {
    const { fake, project, errors } = await openedProject()
    const failure = { code: 'disk/full', message: 'The disk is full.' }
    fake.failNext('journal', failure)
    rename(project, 'a')
    await vi.advanceTimersByTimeAsync(500)
    fake.failNext('journal', failure)
    await vi.advanceTimersByTimeAsync(2500)
    expect(errors).toEqual([failure])
    expect(fake.journal.map(batch => batch.map(change => change.singles[0]!.after))).toEqual([['a']])
  })

  it('is on disk before a save, and the save holds what it says', async () => {
    const { fake, project } = await openedProject()
    rename(project, 'a')
    const saving = project.save()
    await saving
    expect(fake.journal).toHaveLength(1)
    expect(fake.saved.map(({ name }) => name)).toEqual(['a'])
  })

  it('takes no edit twice, however slow the disk is: what follows a save leads on from it', async () => {
    const { fake, project } = await openedProject()
    const { journal, saveProject } = fake.host
    const slowly = (task: () => Promise<void>) =>
      new Promise<void>(resolve => setTimeout(() => void task().then(resolve), 450))
    const afterSave: Change[] = []
    fake.host.journal = given => slowly(() => (afterSave.push(...given.changes), journal(given)))
    fake.host.saveProject = given => slowly(() => (afterSave.splice(0), saveProject(given)))
    for (let at = 0; at < 60; at += 1) {
      project.edit(`Step ${at}`, draft => draft.setRecipe({ ...project.document.recipe, seed: at }))
      if (at === 20 || at === 31) void project.save()
      await vi.advanceTimersByTimeAsync(70)
    }
    await vi.advanceTimersByTimeAsync(3000)
    const saved = fake.saved.at(-1)!
    expect(saved.recipe.seed).toBeGreaterThan(30)
    expect(afterSave.every((change, at) => fits(afterSave.slice(0, at).reduce(apply, saved), change))).toBe(true)
    expect(afterSave.reduce(apply, saved)).toEqual(project.document)
  })

  it('does not keep from saving where it cannot be written', async () => {
    const { fake, project } = await openedProject()
    fake.failNext('journal', { code: 'disk/denied', message: 'No.' })
    rename(project, 'a')
    await project.save()
    await vi.advanceTimersByTimeAsync(3000)
    expect([fake.saved.length, fake.journal, project.isUnsaved]).toEqual([1, [], false])
  })
})

describe('a project that cannot be changed', () => {
  it('stays as it is whatever is edited, and says so', async () => {
    const { project, first, refused, fake } = await openedProject({ readOnly: { reason: 'newer', lost: [] } })
    rename(project, 'a')
    project.beginGesture('Move')
    project.edit('Move', draft => draft.move(Object.keys(first.nodes)[0]!, { x: 1, y: 2 }))
    project.commitGesture()
    project.undo()
    await vi.advanceTimersByTimeAsync(3000)
    expect([project.document, project.isUnsaved, project.canUndo, project.canEdit]).toEqual([
      first,
      false,
      false,
      false
    ])
    expect([refused.length, fake.journal, fake.unsaved]).toEqual([2, [], []])
  })

  it('is also one whose recovered edits are not yet decided about: other edits would not follow the journal', async () => {
    const { first } = await openedProject()
    const recovered = { document: { ...first, name: 'recovered' }, at: '2026-11-24T10:00:00Z' }
    const { project, fake } = await openedProject({ recovered })
    rename(project, 'a')
    await vi.advanceTimersByTimeAsync(3000)
    expect([project.document, fake.journal]).toEqual([first, []])
    project.takeRecovered()
    rename(project, 'a')
    await vi.advanceTimersByTimeAsync(3000)
    expect(fake.journal.flat()[0]!.singles[0]).toMatchObject({ before: 'recovered', after: 'a' })
  })
})

describe('a file that another program has changed', () => {
  it('can be loaded as a step that undo takes back', async () => {
    const { project, first, fake } = await openedProject()
    rename(project, 'mine')
    fake.onDisk.document = { ...first, name: 'theirs' }
    fake.tell('changedOnDisk', { project: project.id })
    expect(project.isChangedOnDisk).toBe(true)
    expect(await project.loadFromDisk()).toEqual([])
    expect([project.document.name, project.isUnsaved, project.isChangedOnDisk]).toEqual(['theirs', false, false])
    project.undo()
    expect([project.document.name, project.isUnsaved]).toEqual(['mine', true])
  })

  it('is noticed by a save, and stands unsaved once the person has kept what is drawn', async () => {
    const { project, fake } = await openedProject()
    fake.failNext('saveProject', { code: 'project/changed-on-disk', message: 'Changed.' })
    await expect(project.save()).rejects.toMatchObject({ code: 'project/changed-on-disk' })
    expect(project.isChangedOnDisk).toBe(true)
    await project.keepOverDisk()
    expect([project.isChangedOnDisk, project.isUnsaved]).toEqual([false, true])
    await project.save()
    expect(project.isUnsaved).toBe(false)
  })
})

describe('the unsaved mark', () => {
  it('goes with saving, comes with undoing past the save, and goes with redoing to it', async () => {
    const { fake, project } = await openedProject()
    const marks: boolean[] = []
    const look = () => marks.push(project.isUnsaved)
    look()
    rename(project, 'a')
    look()
    await project.save()
    look()
    project.undo()
    look()
    project.redo()
    look()
    expect(marks).toEqual([false, true, false, true, false])
    expect(fake.unsaved).toEqual([true, false, true, false])
  })

  it('stays where an edit was made while the disk was busy', async () => {
    const { fake, project } = await openedProject()
    const { saveProject } = fake.host
    let release: () => void = () => undefined
    fake.host.saveProject = async given => {
      await new Promise<void>(resolve => {
        release = resolve
      })
      await saveProject(given)
    }
    rename(project, 'a')
    const saving = project.save()
    await vi.advanceTimersByTimeAsync(0)
    rename(project, 'b')
    release()
    await saving
    expect(fake.saved.map(({ name }) => name)).toEqual(['a'])
    expect(project.isUnsaved).toBe(true)
  })

  it('stays when saving fails and when choosing a folder is canceled', async () => {
    const { fake, project } = await openedProject()
    rename(project, 'a')
    fake.failNext('saveProject', { code: 'disk/full', message: 'The disk is full.' })
    await expect(project.save()).rejects.toMatchObject({ code: 'disk/full' })
    fake.dialogs.saveAs = undefined
    expect(await project.saveAs()).toBe(false)
    expect([project.isUnsaved, project.isSaving, project.folder]).toEqual([true, false, '/home/person/projects/digits'])
  })

  it('stands on a recovered drawing until it is saved, whatever is undone', async () => {
    const { first } = await openedProject()
    const recovered = { document: { ...first, name: 'recovered' }, at: '2026-11-24T10:00:00Z' }
    const { project } = await openedProject({ recovered })
    project.takeRecovered()
    project.undo()
    expect([project.document.name, project.isUnsaved, project.recovered]).toEqual(['recovered', true, undefined])
    await project.save()
    expect(project.isUnsaved).toBe(false)
  })
})

it('names what undo and redo would do', async () => {
  const { project } = await openedProject()
  rename(project, 'a')
  expect([project.undoLabel, project.redoLabel]).toEqual(['Rename', undefined])
  project.undo()
  expect([project.canUndo, project.undoLabel, project.redoLabel]).toEqual([false, undefined, 'Rename'])
})

it('brings the drawing of an earlier time back as one step, and keeps datasets that came since', async () => {
  const { project, first } = await openedProject()
  const [node] = Object.keys(first.nodes)
  project.edit('Delete', draft => draft.removeNode(node!))
  const changed = project.document
  project.bringBack('Open as it was', first)
  expect(project.document).toEqual(first)
  project.undo()
  expect(project.document).toEqual(changed)
})
