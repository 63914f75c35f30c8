import { expect, it } from 'vitest'
import { residual } from '../../../../core/blocks/residual/residual.ts'
import { menuCommandOf } from '../../../../renderer/commands/catalogue.ts'
import { runCommand } from '../../../../renderer/commands/run-command.ts'
import { Studio } from '../../../../renderer/state/studio.svelte.ts'
import { createFakeHost } from '../../fake-host.ts'

async function openStudio() {
  const studio = new Studio(createFakeHost({ samples: 20 }).host)
  await studio.begin()
  let instance = ''
  studio.project.edit('Add a block', draft => {
    instance = draft.addBlockInstance({ block: residual })
  })
  return { studio, instance, undo: () => runCommand(menuCommandOf('edit.undo'), studio) }
}

it('opens the block where an undone change is, and selects what changed', async () => {
  const { studio, instance, undo } = await openStudio()
  studio.project.edit('Rename', draft => draft.rename('residual.conv2', 'second'))
  expect(studio.selection.path).toEqual([])
  await undo()
  expect([studio.selection.path, [...studio.selection.nodes]]).toEqual([[instance], ['residual.conv2']])
  await runCommand(menuCommandOf('edit.redo'), studio)
  expect([...studio.selection.nodes]).toEqual(['residual.conv2'])
})

it('goes back out of a block for a change in the graph around', async () => {
  const { studio, instance, undo } = await openStudio()
  studio.project.edit('Rename', draft => draft.rename(instance, 'stage'))
  studio.selection.open([instance])
  await undo()
  expect([studio.selection.path, [...studio.selection.nodes]]).toEqual([[], [instance]])
})

it('stays where it is when what changed is gone, or was only moved here', async () => {
  const { studio, instance, undo } = await openStudio()
  studio.project.edit('Place', draft => draft.move(instance, { x: 0, y: 0 }))
  studio.project.edit('Move', draft => draft.move(instance, { x: 40, y: 0 }))
  await undo()
  expect([...studio.selection.nodes]).toEqual([instance])
  await undo()
  await undo()
  expect([studio.selection.path, studio.selection.isEmpty]).toEqual([[], true])
})
