import { expect, it } from 'vitest'
import { residual } from '../../../core/blocks/residual/residual.ts'
import { stepsOnPath } from '../../../renderer/canvas/scene/problem-path.ts'
import { TestEditor } from './test-editor.ts'

/** Two instances and, of the second, two repeats: only its first is given what its shortcut cannot add. */
function unfolded(filters: number): TestEditor {
  const test = new TestEditor(graph => {
    const data = graph.layer('data', { size: [16, 16] })
    const stem = graph.layer('conv2d', { filters: 8, padding: 'same' }, data.output('image'), { name: 'stem' })
    const first = graph.block(residual, { filters: 8, shortcut: 'identity' }, stem, { name: 'first' })
    graph.block(residual, { filters, shortcut: 'identity', stride: 1 }, first, { name: 'second', repeat: 2 })
  })
  for (const name of ['first', 'second']) test.click(test.on(name)).key('u')
  return test.click(test.on('second')).key('r', { isShift: true })
}

/** Where nodes of a name have a mark, by the ways of names down to them. */
function marks(test: TestEditor, name: string): readonly string[] {
  const nodes = [...test.editor.scene.nodes.values()].filter(({ id }) => test.document.nodes[id]!.name === name)
  return nodes.map(({ path, severity }) => {
    const around = path.map(step => step.replace(/^[^[]+/, id => test.document.nodes[id]!.name)).join('/')
    return `${around} ${severity ?? 'none'}`
  })
}

it('a problem of one instance is marked there and on what is around it, and not in the others', () => {
  const test = unfolded(16)
  const [problem] = test.editor.model.network.problems.filter(({ severity }) => severity === 'error')
  expect(test.document.nodes[problem!.where.node!]!.name).toBe('add')
  expect(marks(test, 'add')).toEqual(['first none', 'second error', 'second[2] none'])
  expect([test.node('first').severity, test.node('second').severity]).toEqual([undefined, 'error'])
})

it('a problem of the definition is marked in all of them', () => {
  const test = unfolded(8)
  expect(marks(test, 'conv2')).toEqual(['first none', 'second none', 'second[2] none'])
  const conv2 = Object.values(test.document.nodes).find(({ name }) => name === 'conv2')!
  test.editor.model.edit('Unknown name', draft => draft.setParameters(conv2.id, { filters: { expression: 'width' } }))
  expect(marks(test, 'conv2')).toEqual(['first error', 'second error', 'second[2] error'])
  expect(test.editor.model.network.problems.filter(({ where }) => where.node === conv2.id)).toHaveLength(1)
})

it('a path of names leads to the steps into the repeats that it names', () => {
  const test = unfolded(8)
  const ids = Object.fromEntries(Object.values(test.document.nodes).map(({ name, id }) => [name, id]))
  const steps = (path: string): readonly string[] => stepsOnPath(test.document, path)
  expect(steps('second[1]/conv1')).toEqual([ids['second'], ids['conv1']])
  expect(steps('second[2]/conv1')).toEqual([`${ids['second']}[2]`, ids['conv1']])
  expect(steps('second[2]/nothing')).toEqual([`${ids['second']}[2]`])
})
