import { describe, expect, it } from 'vitest'
import { canvasPoint } from '../../../../renderer/canvas/points.ts'
import { smallNetwork, TestEditor } from '../test-editor.ts'

const empty = canvasPoint(-60, 300)

function withMany(): TestEditor {
  return new TestEditor(graph => {
    const data = graph.layer('data', { size: [16, 16] })
    const one = graph.layer('relu', {}, data.output('image'), { name: 'one' })
    const two = graph.layer('tanh', {}, data.output('image'), { name: 'two' })
    const three = graph.layer('elu', {}, data.output('image'), { name: 'three' })
    graph.layer('concatenate', {}, [one, two])
    graph.layer('add', {}, [two, three])
  })
}

describe('the end of an edge', () => {
  it('is taken from the port that it leads into to another one, in one step', () => {
    const test = new TestEditor(smallNetwork)
    const before = test.document
    test.drag(test.input('first', 'input'), test.input('flatten', 'input'))
    expect(test.edges).toContain('data.image > flatten.input')
    expect(test.edges.filter(edge => /first.input|second.output/.test(edge))).toEqual([])
    expect(test.undoLabel).toBe('Move connection')
    expect(test.history.past).toHaveLength(1)
    expect(test.undo().document).toEqual(before)
  })

  it('goes back to its port without a step', () => {
    const test = new TestEditor(smallNetwork)
    const { document } = test
    const port = test.input('dense', 'input')
    test.carry(port, empty).move(port).release()
    test.carry(port, empty).key('Escape').release()
    expect(test.document).toBe(document)
  })

  it('disconnects in the void, and shows before that the edge is off', () => {
    const test = new TestEditor(smallNetwork)
    test.carry(test.input('dense', 'input'), empty)
    const { overlay } = test.editor
    expect(overlay.kind === 'joining' && overlay.lifted.size).toBe(1)
    test.release()
    expect(test.edges.filter(edge => edge.endsWith('dense.input'))).toEqual([])
    expect(test.undoLabel).toBe('Delete connection')
  })

  it('refuses what would run in a circle', () => {
    const test = new TestEditor(smallNetwork)
    const { document } = test
    test.carry(test.input('dense', 'input'), test.input('flatten', 'input'))
    const { overlay } = test.editor
    expect(overlay.kind === 'joining' && overlay.over).toBeUndefined()
    test.key('Escape').release()
    // The source of what feeds the second convolution can not be what follows it.
    const [from, to] = [test.output('first'), test.input('second', 'input')]
    test.carry(canvasPoint(from.x, from.y + (to.y - from.y) * 0.25), test.output('dense'))
    expect(test.editor.overlay).toMatchObject({ over: { verdict: { kind: 'refused' } } })
    expect(test.release().document).toBe(document)
  })

  it('is taken near its start to another source, and keeps its place in the order of the port', () => {
    const test = withMany()
    const [from, to] = [test.output('one'), test.input('concatenate', 'inputs')]
    const edge = [...test.editor.scene.edges.values()].find(
      each => each.from === test.node('one').id && each.to === test.node('concatenate').id
    )!
    const { start } = edge.curve
    expect([start.x, start.y]).toEqual([from.x, from.y])
    const grip = canvasPoint(start.x, start.y + Math.min(14, (to.y - from.y) / 4))
    test.drag(grip, test.output('three'))
    expect(test.edges.filter(each => each.endsWith('concatenate.inputs'))).toEqual([
      'three.output > concatenate.inputs',
      'two.output > concatenate.inputs'
    ])
  })
})
