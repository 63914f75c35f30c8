import { expect, it, vi } from 'vitest'
import { defaultsOf } from '../../../../../core/parameters.ts'
import { zooNetwork } from '../../../../../core/zoo/catalogue.ts'
import { repair } from '../../../../../renderer/panels/design/problems/repair.ts'
import { Studio } from '../../../../../renderer/state/studio.svelte.ts'
import { memoryText } from '../../../../../renderer/messages/memory.ts'
import { createFakeHost } from '../../../fake-host.ts'

async function openStudio() {
  vi.useFakeTimers()
  const studio = new Studio(createFakeHost({ samples: 20 }).host)
  await studio.begin()
  return studio
}

const nodeNamed = ({ project }: Awaited<ReturnType<typeof openStudio>>, name: string) =>
  Object.values(project.document.nodes).find(node => node.name === name)!

it('mends a missing activation with one press, and one undo takes it back', async () => {
  const studio = await openStudio()
  const hidden = nodeNamed(studio, 'f6')
  studio.project.edit('Linear', draft => draft.setParameters(hidden.id, { activation: 'linear' }))
  const [problem] = studio.facts.warnings
  expect(problem).toMatchObject({ code: 'network/missing-activation', where: { node: hidden.id } })
  repair(studio, problem!)
  expect([studio.facts.warnings, nodeNamed(studio, 'f6').parameters['activation']]).toEqual([[], 'relu'])
  studio.project.undo()
  expect(studio.facts.warnings).toEqual([problem])
})

it('adds the loss that is missing, where it is seen, and joins it', async () => {
  const studio = await openStudio()
  const before = studio.facts.network.layers.find(({ layer }) => layer.family === 'loss')!
  studio.project.edit('Delete', draft => draft.removeNode(before.node.id))
  const problem = studio.facts.training.find(({ code }) => code === 'train/no-loss')!
  repair(studio, problem)
  expect(studio.facts.training.filter(({ severity }) => severity === 'error')).toEqual([])
  const after = studio.facts.network.layers.find(({ layer }) => layer.family === 'loss')!
  expect(after.inputs).toEqual(before.inputs)
  expect(studio.project.document.positions[after.node.id]).toBeDefined()
})

it('leads an edge through the layer that mends it, and moves what follows down', async () => {
  const studio = await openStudio()
  const vgg = zooNetwork('vgg16')!
  const { nodes, edges, blocks, root } = vgg.draw(defaultsOf(vgg.parameters))
  const { project } = studio
  project.open({
    id: 'vgg',
    folder: '/vgg',
    document: { ...project.document, nodes, edges, blocks, root, positions: {} },
    recovered: undefined,
    problems: [],
    isTemporary: true,
    readOnly: undefined
  })
  studio.selection.open([])
  const [problem] = studio.facts.hints
  expect(problem?.code).toBe('network/dense-too-large')
  repair(studio, problem!)
  expect(studio.facts.hints).toEqual([])
  expect(studio.facts.errors).toEqual([])
  const pooled = Object.values(project.document.nodes).find(({ type }) => type === 'globalAveragePooling2d')!
  const flatten = Object.values(project.document.nodes).find(({ type }) => type === 'flatten')!
  const { positions } = project.document
  expect(positions[pooled.id]!.y).toBeLessThan(positions[flatten.id]!.y)
  expect(positions[pooled.id]!.x).toBe(positions[flatten.id]!.x)
})

it("tells a training's memory a moment after the drawing came to rest, and follows the batch at once", async () => {
  const studio = await openStudio()
  const stop = studio.memory.follow()
  expect(studio.memory.expected).toBeUndefined()
  await vi.advanceTimersByTimeAsync(400)
  expect(memoryText(studio.memory)).toMatch(
    /^Training memory at 32: \d+ MB, (largest batch here [\d,]+|every batch fits here)$/
  )
  const total = studio.memory.expected!.total
  const { recipe } = studio.project.document
  studio.project.edit('Batch', draft => draft.setRecipe({ ...recipe, batchSize: 4096 }))
  expect(studio.memory.expected!.total).toBeGreaterThan(2 * total)
  stop()
  studio.project.edit('Delete', draft => draft.removeNode(nodeNamed(studio, 'f6').id))
  studio.memory.follow()
  expect(studio.memory.expected).toBeUndefined()
})
