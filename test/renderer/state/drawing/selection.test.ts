import { expect, it } from 'vitest'
import { Project } from '../../../../renderer/state/project.svelte.ts'
import { Selection } from '../../../../renderer/state/drawing/selection.svelte.ts'
import { createFakeHost } from '../../fake-host.ts'

async function residualNet(): Promise<Project> {
  const fake = createFakeHost({ samples: 20, template: 'residualDigits' })
  const project = new Project(fake.host, error => expect.fail(String(error)))
  const opened = await fake.host.openLastProject()
  if ('project' in opened) project.open(opened.project)
  return project
}

it('opens the block that holds a node to show it', async () => {
  const project = await residualNet()
  const { nodes, root } = project.document
  const selection = new Selection(() => project.document)
  const inside = Object.values(nodes).find(node => node.graph !== root && node.type === 'conv2d')!
  selection.reveal(inside.id)
  expect([selection.graph, [...selection.nodes]]).toEqual([inside.graph, [inside.id]])
  expect(nodes[selection.path[0]!]!.type).toBe('block')
})

it('lets go of what is deleted, and leaves a block whose instance is deleted', async () => {
  const project = await residualNet()
  const { nodes, root } = project.document
  const selection = new Selection(() => project.document)
  const block = Object.values(nodes).find(node => node.type === 'block' && node.graph === root)!
  selection.open([block.id])
  selection.select([Object.values(nodes).find(node => node.graph === selection.graph)!.id])
  project.edit('Delete', draft => draft.removeNode(block.id))
  expect([selection.path, selection.graph, selection.nodes.size]).toEqual([[], root, 0])
  project.undo()
  expect(selection.path).toEqual([block.id])
})

it('is inside an unfolded block while something is selected there, and in the shown graph otherwise', async () => {
  const project = await residualNet()
  const { nodes, root, blocks } = project.document
  const selection = new Selection(() => project.document)
  const block = Object.values(nodes).find(node => node.type === 'block' && node.graph === root)!
  const { graph } = blocks[block.block!]!
  const inner = Object.values(nodes).find(node => node.graph === graph)!
  selection.select([inner.id], [], [], [block.id])
  expect([selection.graph, selection.path, selection.shown]).toEqual([graph, [block.id], { graph: root, path: [] }])
  selection.select([inner.id])
  expect(selection.nodes.size).toBe(1)
  selection.clear()
  expect([selection.graph, selection.path]).toEqual([root, []])
  selection.select([block.id])
  expect(selection.nodes.size).toBe(1)
})
