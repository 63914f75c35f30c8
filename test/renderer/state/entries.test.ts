import { expect, it } from 'vitest'
import { Entries } from '../../../renderer/state/entries.svelte.ts'
import { menuCommandOf } from '../../../renderer/commands/catalogue.ts'
import { runCommand } from '../../../renderer/commands/run-command.ts'
import { Studio } from '../../../renderer/state/studio.svelte.ts'
import { createFakeHost } from '../fake-host.ts'

async function openStudio() {
  const studio = new Studio(createFakeHost({ samples: 20 }).host)
  await studio.begin()
  return studio
}

it('keeps what does not fit as it was typed, after the field is gone, and names the field', () => {
  const entries = new Entries(() => ({ recipe: { batchSize: 32 } }))
  entries.at(['recipe', 'batchSize'], 'Batch size').keep('0', 'Expected a whole number from 1 to 100.')
  expect(entries.at(['recipe', 'batchSize'], 'Batch size').typed).toBe('0')
  expect(entries.problems).toMatchObject([
    { where: { path: 'Batch size' }, fix: 'Expected a whole number from 1 to 100.', severity: 'error' }
  ])
})

it('holds Train until the entry is mended or taken back', async () => {
  const studio = await openStudio()
  const { entries, runs } = studio
  const start = menuCommandOf('train.start')
  const entry = entries.at(['recipe', 'batchSize'], 'Batch size')
  entry.keep('0', 'Expected more.')
  await runCommand(start, studio)
  expect([start.isEnabled(studio), runs.active]).toEqual([false, undefined])
  entry.keep('64', undefined)
  expect(start.isEnabled(studio)).toBe(true)
  entry.keep('', 'Expected a number.')
  expect(entries.takeBack(entries.problems[0]!)).toBe(true)
  expect([start.isEnabled(studio), entry.typed]).toEqual([true, undefined])
})

it('leads to the layer whose parameter it is, and goes with it', async () => {
  const studio = await openStudio()
  const { entries, project } = studio
  const node = Object.values(project.document.nodes).find(({ type }) => type === 'dense')!
  entries.at(['nodes', node.id, 'parameters', 'units'], 'fc1: Units').keep('-1', 'Expected more.')
  expect(entries.problems[0]?.where).toEqual({ path: 'fc1: Units', node: node.id })
  project.edit('Delete', draft => draft.removeNode(node.id))
  expect(entries.problems).toEqual([])
})

it('goes where another kind takes the place of what it belongs to, and where its value changes otherwise', async () => {
  const { entries, project } = await openStudio()
  const { recipe } = project.document
  entries.at(['recipe', 'updates', 0, 'optimizer', 'beta1'], 'Beta 1').keep('2', 'Expected less.')
  entries.at(['recipe', 'epochs'], 'Epochs').keep('0', 'Expected more.')
  project.edit('Seed', draft => draft.setRecipe({ ...recipe, seed: 3 }))
  expect(entries.problems).toHaveLength(2)
  const updates = recipe.updates.map(update => ({ ...update, optimizer: { kind: 'sgd' } as const }))
  project.edit('SGD', draft => draft.setRecipe({ ...recipe, updates, epochs: recipe.epochs + 1 }))
  expect(entries.problems).toEqual([])
})

it('belongs to its project', async () => {
  const studio = await openStudio()
  studio.entries.at(['recipe', 'epochs'], 'Epochs').keep('0', 'Expected more.')
  await studio.open(() => studio.host.newProject({ template: 'lenet5' }))
  expect(studio.entries.problems).toEqual([])
})
