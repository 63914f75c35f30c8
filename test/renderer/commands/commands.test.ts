import { describe, expect, it, vi } from 'vitest'
import { menuCommands, type MenuCommandId } from '../../../core/host/menu.ts'
import { commands, menuCommandOf } from '../../../renderer/commands/catalogue.ts'
import { shortcutsOf } from '../../../renderer/commands/command-of-key.ts'
import { groupOf } from '../../../renderer/commands/groups.ts'
import { runCommand } from '../../../renderer/commands/run-command.ts'
import { Studio } from '../../../renderer/state/studio.svelte.ts'
import { createFakeHost } from '../fake-host.ts'

async function openStudio() {
  vi.useFakeTimers()
  const fake = createFakeHost({ samples: 20 })
  const studio = new Studio(fake.host)
  await studio.begin()
  const run = (id: MenuCommandId) => runCommand(menuCommandOf(id), studio)
  return { fake, studio, run }
}

describe('the list of commands', () => {
  it('has what each item of the menus does', () => {
    const ids = new Set(commands.map(({ id }) => id))
    expect(Object.keys(menuCommands).filter(id => !ids.has(id))).toEqual([])
  })

  it('gives no two commands the same id or the same keys', () => {
    const keys = commands.flatMap(shortcutsOf)
    expect([new Set(keys).size, new Set(commands.map(({ id }) => id)).size]).toEqual([keys.length, commands.length])
  })
})

it('lists every command in a group', () => {
  expect(commands.filter(command => groupOf(command) === undefined).map(({ id }) => id)).toEqual([])
})

it('starts a training and shows it', async () => {
  const { studio, run } = await openStudio()
  await run('train.start')
  expect([studio.view.place, studio.runs.active?.run]).toEqual(['train', 'run-1'])
})

it('offers to try again what the machine refused, and trying again does it', async () => {
  const { fake, studio, run } = await openStudio()
  studio.project.edit('Rename', draft => draft.setName('a'))
  fake.failNext('saveProject', { code: 'disk/full', message: 'The disk is full.', fix: 'Free some space.' })
  await run('file.save')
  const [toast] = studio.toasts.list
  expect(toast).toMatchObject({ tone: 'error', text: 'The disk is full.', detail: 'Free some space.' })
  toast!.action!.run()
  await vi.advanceTimersByTimeAsync(0)
  expect([fake.saved.map(({ name }) => name), studio.project.isUnsaved]).toEqual([['a'], false])
})

it('leaves unsaved changes only when the person says so', async () => {
  const { studio } = await openStudio()
  studio.project.edit('Rename', draft => draft.setName('mine'))
  const staying = studio.open(() => studio.host.newProject({ template: 'lenet5' }))
  studio.questions.answer(undefined)
  await staying
  expect(studio.project.document.name).toBe('mine')
  const leaving = studio.open(() => studio.host.newProject({ template: 'lenet5' }))
  studio.questions.answer('leave')
  await leaving
  expect([studio.project.document.name, studio.project.isUnsaved]).toEqual(['LeNet-5', false])
})

it('infers the network anew when a layer changes and not when one is moved', async () => {
  const { studio } = await openStudio()
  const before = studio.facts.network
  const dense = Object.values(studio.project.document.nodes).find(({ type }) => type === 'dense')!
  studio.project.edit('Move', draft => draft.move(dense.id, { x: 1, y: 1 }))
  expect(studio.facts.network).toBe(before)
  studio.project.edit('Units', draft => draft.setParameters(dense.id, { units: 85 }))
  expect(studio.facts.network.totals.parameters).toBe(before.totals.parameters + 121 + 10)
})
