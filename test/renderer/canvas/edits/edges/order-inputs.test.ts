import { expect, it } from 'vitest'
import { moveInput } from '../../../../../renderer/canvas/edits/edges/order-inputs.ts'
import { TestEditor } from '../../test-editor.ts'

function inputs(test: TestEditor): readonly string[] {
  return test.edges.filter(edge => edge.endsWith('concatenate.inputs')).map(edge => edge.split('.')[0]!)
}

it('moves an edge among those of a port that takes many, in one step, and not beyond the ends', () => {
  const test = new TestEditor(graph => {
    const data = graph.layer('data', { size: [8, 8] })
    const branches = ['a', 'b', 'c'].map(name => graph.layer('relu', {}, data.output('image'), { name }))
    graph.layer('concatenate', {}, branches)
  })
  const port = { node: test.node('concatenate').id, port: 'inputs' }
  const edge = Object.values(test.document.edges).find(each => each.from.node === test.node('a').id)!
  moveInput(test.editor.model, port, edge.id, 2)
  expect([inputs(test), test.undoLabel]).toEqual([['b', 'c', 'a'], 'Change the order of connections'])
  moveInput(test.editor.model, port, edge.id, 2)
  moveInput(test.editor.model, port, edge.id, 5)
  expect(test.history.past).toHaveLength(1)
  expect(inputs(test.undo())).toEqual(['a', 'b', 'c'])
})
