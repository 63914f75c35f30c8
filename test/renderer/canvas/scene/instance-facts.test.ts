import { expect, it } from 'vitest'
import { inceptionB } from '../../../../core/blocks/inception/inception-b.ts'
import { residual } from '../../../../core/blocks/residual/residual.ts'
import { transition } from '../../../../core/blocks/transition.ts'
import { canvasPoint } from '../../../../renderer/canvas/points.ts'
import { TestEditor } from '../test-editor.ts'

/** The first keeps its channels and needs no projection; the second halves the image in the first of three in a row. */
function twoStages(): TestEditor {
  return new TestEditor(graph => {
    const data = graph.layer('data', { size: [32, 32] })
    const conv = graph.layer('conv2d', { filters: 4, padding: 'same' }, data.output('image'))
    const wide = graph.block(residual, { filters: 4, shortcut: 'identity' }, conv, { name: 'wide' })
    const deep = graph.block(residual, { filters: 8, stride: 2 }, wide, { name: 'deep', repeat: 3 })
    graph.layer('flatten', {}, deep)
  })
}

function shapesInside(instance: string): Readonly<Record<string, string | undefined>> {
  const test = twoStages()
  test.doubleClick(test.on(instance))
  return Object.fromEntries(
    [...test.editor.scene.edges.values()].map(edge => [edge.id.replace('residual.', ''), edge.shape])
  )
}

it('shows the shapes of the instance that was opened', () => {
  expect(shapesInside('wide')).toMatchObject({
    'conv1.input.0': '32×32×4',
    'projection.input.0': '32×32×4',
    'add.inputs.0': '32×32×4',
    // Left out here, so what comes in passes through.
    'add.inputs.1': '32×32×4',
    'output.input.0': '32×32×4'
  })
  expect(shapesInside('deep')).toMatchObject({
    'conv1.input.0': '32×32×4',
    'norm1.input.0': '16×16×8',
    'add.inputs.0': '16×16×8',
    'add.inputs.1': '16×16×8',
    'output.input.0': '16×16×8'
  })
})

it('shows after a repeated block what its last repeat gives', () => {
  const test = new TestEditor(graph => {
    const data = graph.layer('data', { size: [32, 32] })
    const small = graph.block(transition, { filters: 8 }, data.output('image'), { repeat: 3 })
    graph.layer('flatten', {}, small)
  })
  expect(
    [...test.editor.scene.edges.values()].find(edge => edge.toPort === 'input' && edge.id.startsWith('flatten'))?.shape
  ).toBe('4×4×8')
})

it('marks the nodes that an instance leaves out, and computes expressions for it', () => {
  const test = twoStages()
  test.doubleClick(test.on('wide'))
  expect(test.node('projection').isLeftOut).toBe(true)
  expect(test.node('conv1').subtitle).toContain('4 filters')
  test.key('Escape').doubleClick(canvasPoint(test.on('deep').x, test.on('deep').y))
  expect(test.node('projection').isLeftOut).toBe(false)
  expect(test.node('conv1').subtitle).toContain('8 filters')
})

it('tells the numbers of blocks inside the opened instance, and their names before what they are', () => {
  const test = new TestEditor(graph => {
    const data = graph.layer('data', { size: [32, 32] })
    const module = graph.block(inceptionB, { filters: 6, filters7x7: 4 }, data.output('image'), { name: 'mixed4' })
    graph.layer('flatten', {}, module)
  })
  expect(test.node('mixed4')).toMatchObject({ title: 'mixed4', aside: 'Inception B' })
  test.doubleClick(test.on('mixed4'))
  expect(test.node('conv1x7').subtitle).toBe('4 filters, kernel size 1×7')
  expect(test.node('poolProjection').subtitle).toBe('6 filters, kernel size 1×1')
})
