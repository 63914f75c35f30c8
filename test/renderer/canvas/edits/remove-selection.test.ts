import { describe, expect, it } from 'vitest'
import { inferNetwork } from '../../../../core/network/infer.ts'
import { removeSelection } from '../../../../renderer/canvas/edits/remove-selection.ts'
import { selectNodes } from '../../../../renderer/canvas/selection.ts'
import { smallNetwork, TestEditor } from '../test-editor.ts'

function select(test: TestEditor, ...names: readonly string[]): void {
  test.editor.model.select(selectNodes(names.map(name => test.node(name).id)))
}

function remove(test: TestEditor, ...names: readonly string[]): void {
  select(test, ...names)
  removeSelection(test.editor.model)
}

describe('deleting from a chain', () => {
  it('leads what came in on to what followed, which takes its place, in one step', () => {
    const test = new TestEditor(smallNetwork)
    const before = test.document
    const position = test.node('second').bounds
    const distance = test.node('dense').bounds.top - test.node('flatten').bounds.top
    remove(test, 'second')
    expect(test.edges).toContain('first.output > flatten.input')
    expect(test.node('flatten').bounds).toEqual(position)
    expect(test.node('dense').bounds.top - test.node('flatten').bounds.top).toBe(distance)
    expect(test.history.past).toHaveLength(1)
    expect(test.undo().document).toEqual(before)
  })

  it('closes one gap for a part of the chain', () => {
    const test = new TestEditor(smallNetwork)
    const position = test.node('first').bounds
    remove(test, 'first', 'second')
    expect(test.edges).toContain('data.image > flatten.input')
    expect(test.node('flatten').bounds).toEqual(position)
  })

  it('closes several gaps at once', () => {
    const test = new TestEditor(smallNetwork)
    const positions = ['first', 'second'].map(name => test.node(name).bounds)
    remove(test, 'first', 'flatten')
    expect(test.edges).toEqual(expect.arrayContaining(['data.image > second.input', 'second.output > dense.input']))
    expect(['second', 'dense'].map(name => test.node(name).bounds)).toEqual(positions)
  })

  it('leaves the gap when asked to', () => {
    const test = new TestEditor(smallNetwork)
    const still = test.node('flatten').bounds
    select(test, 'second')
    removeSelection(test.editor.model, { leavesGap: true })
    expect(test.edges.filter(edge => edge.includes('first.output') || edge.includes('flatten.input'))).toEqual([])
    expect(test.node('flatten').bounds).toEqual(still)
  })

  it('leaves open what can not take what came in', () => {
    const test = new TestEditor(graph => {
      const data = graph.layer('data', { size: [8, 8] })
      const row = graph.layer('dense', { units: 10 }, graph.layer('flatten', {}, data.output('image')))
      graph.layer('hinge', {}, { prediction: row, target: data.output('label') }, { name: 'loss' })
    })
    const still = test.node('loss').bounds
    // This loss takes one row of values; what came into the flatten is an image.
    remove(test, 'flatten', 'dense')
    expect(test.edges).toEqual(expect.not.arrayContaining([expect.stringContaining('loss.prediction')]))
    expect(test.node('loss').bounds).toEqual(still)
  })

  it('closes nothing where several things come in, or nothing follows', () => {
    const test = new TestEditor(graph => {
      const data = graph.layer('data', { size: [8, 8] })
      const one = graph.layer('relu', {}, data.output('image'), { name: 'one' })
      const two = graph.layer('tanh', {}, data.output('image'), { name: 'two' })
      graph.layer('flatten', {}, graph.layer('add', {}, [one, two]))
    })
    remove(test, 'add')
    expect(test.edges).toEqual(['data.image > one.input', 'data.image > two.input'])
    remove(test, 'flatten')
    expect(test.edges).toEqual(['data.image > one.input', 'data.image > two.input'])
  })
})

describe('deleting from a branch', () => {
  function withBranches(): TestEditor {
    return new TestEditor(graph => {
      const data = graph.layer('data', { size: [8, 8] })
      const stem = graph.layer('conv2d', { padding: 'same' }, data.output('image'), { name: 'stem' })
      const long = ['a', 'b', 'c'].reduce(
        (from, name) => graph.layer('conv2d', { padding: 'same' }, from, { name }),
        stem
      )
      const other = ['d', 'e', 'f'].reduce(
        (from, name) => graph.layer('conv2d', { padding: 'same' }, from, { name }),
        stem
      )
      graph.layer('flatten', {}, graph.layer('concatenate', {}, [long, other]))
    })
  }

  it('keeps its place in the order of a port that takes many', () => {
    const test = withBranches()
    remove(test, 'c')
    expect(test.edges.filter(edge => edge.endsWith('concatenate.inputs'))).toEqual([
      'b.output > concatenate.inputs',
      'f.output > concatenate.inputs'
    ])
  })

  it('moves the rest of the branch up and nothing of another branch, nor what that stands in the way of', () => {
    const test = withBranches()
    const still = ['d', 'e', 'f', 'concatenate', 'flatten'].map(name => [name, test.node(name).bounds] as const)
    const position = test.node('a').bounds
    remove(test, 'a')
    expect(test.node('b').bounds).toEqual(position)
    for (const [name, bounds] of still) expect([name, test.node(name).bounds]).toEqual([name, bounds])
  })

  it('gives a network without problems again', () => {
    const test = withBranches()
    remove(test, 'a', 'b', 'c')
    expect(test.edges).toContain('stem.output > concatenate.inputs')
    const errors = inferNetwork(test.document).problems.filter(({ severity }) => severity === 'error')
    expect(errors).toEqual([])
  })
})
