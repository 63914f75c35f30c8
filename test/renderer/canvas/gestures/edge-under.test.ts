import { describe, expect, it } from 'vitest'
import type { PaletteItem } from '../../../../renderer/canvas/edits/palette-item.ts'
import { canvasPoint, type CanvasPoint } from '../../../../renderer/canvas/points.ts'
import { smallNetwork, TestEditor } from '../test-editor.ts'

function layer(type: string, label: string): PaletteItem {
  return { id: type, label, summary: '', family: 'activation', adds: { type } }
}

function between(test: TestEditor, from: string, to: string): CanvasPoint {
  const [start, end] = [test.output(from), test.input(to, 'input')]
  return canvasPoint((start.x + end.x) / 2, (start.y + end.y) / 2)
}

function onto(test: TestEditor): string | undefined {
  const { overlay } = test.editor
  const over = overlay.kind === 'placing' || overlay.kind === 'moving' ? overlay.onto : undefined
  return over?.verdict.kind === 'refused' ? over.verdict.reason : over?.verdict.kind
}

describe('a layer from the palette over an edge', () => {
  it('lights the edge up and is put into it; what follows makes room, in one step', () => {
    const test = new TestEditor(smallNetwork)
    const before = test.document
    const tops = (): readonly number[] =>
      ['first', 'second', 'flatten', 'dense'].map(name => test.node(name).bounds.top)
    const [first, second, flatten, dense] = tops() as [number, number, number, number]
    const step = second - first
    test.editor.beginPlacing(layer('dropout', 'Dropout'))
    test.move(between(test, 'first', 'second'))
    expect(onto(test)).toBe('fits')
    test.release().expectSelected('dropout')
    expect(test.edges).toEqual(
      expect.arrayContaining(['first.output > dropout.input', 'dropout.output > second.input'])
    )
    expect(test.node('dropout').bounds.top).toBe(second)
    expect(test.node('dropout').bounds.left).toBe(test.node('second').bounds.left)
    expect(tops()).toEqual([first, second + step, flatten + step, dense + step])
    expect(test.history.past).toHaveLength(1)
    expect(test.undo().document).toEqual(before)
  })

  it('stays where it is dropped on a long edge, and moves nothing', () => {
    const test = new TestEditor(smallNetwork)
    const from = test.on('dense')
    test.click(from).click(test.on('loss'), { isShift: true })
    test.drag(from, canvasPoint(from.x, from.y + 320))
    const still = test.node('dense').bounds
    const at = between(test, 'flatten', 'dense')
    test.editor.beginPlacing(layer('dropout', 'Dropout'))
    test.move(at).release()
    expect(test.edges).toContain('dropout.output > dense.input')
    const { top, bottom } = test.node('dropout').bounds
    expect(Math.abs((top + bottom) / 2 - at.y)).toBeLessThanOrEqual(4)
    expect(test.node('dense').bounds).toEqual(still)
  })

  it('says why it can not be put into an edge, and then only stands there', () => {
    const test = new TestEditor(smallNetwork)
    const { edges } = test
    const positions = [
      ['data', 'Data', 'first', 'second', 'Data takes nothing in, so it can not stand in a connection.'],
      ['output', 'Output', 'first', 'second', 'Output hands nothing on, so it can not stand in a connection.'],
      [
        'conv2d',
        'Conv 2D',
        'flatten',
        'dense',
        'Conv 2D gets 1152, a row of values, and needs an image (height × width × channels).'
      ]
    ] as const
    for (const [type, label, from, to, reason] of positions) {
      test.editor.beginPlacing(layer(type, label))
      test.move(between(test, from, to))
      expect(onto(test)).toBe(reason)
      test.release()
      expect(test.edges).toEqual(edges)
      test.undo()
    }
  })

  it('changes nothing when it is canceled there', () => {
    const test = new TestEditor(smallNetwork)
    const { document } = test
    test.editor.beginPlacing(layer('dropout', 'Dropout'))
    test
      .move(between(test, 'first', 'second'))
      .key('Escape')
      .release()
    expect(test.document).toBe(document)
  })
})

describe('a node that is drawn already', () => {
  function withLoneNode(): TestEditor {
    const test = new TestEditor(graph => {
      smallNetwork(graph)
      graph.layer('relu', {}, undefined, { name: 'lone' })
    })
    const from = test.on('lone')
    return test.drag(from, canvasPoint(from.x + 500, from.y))
  }

  it('is put into the edge that it is dropped on, as long as it has none of its own', () => {
    const test = withLoneNode()
    const { left, top } = test.node('lone').bounds
    const to = between(test, 'second', 'flatten')
    test.carry(test.on('lone'), canvasPoint(to.x - (92 - 30), to.y))
    expect(onto(test)).toBe('fits')
    test.release()
    expect(test.edges).toEqual(expect.arrayContaining(['second.output > lone.input', 'lone.output > flatten.input']))
    expect(test.node('lone').bounds.left).toBe(test.node('second').bounds.left)
    expect(test.undoLabel).toBe('Insert lone')
    expect(test.undo().node('lone').bounds).toMatchObject({ left, top })
  })

  it('goes over edges unnoticed when it has edges', () => {
    const test = withLoneNode()
    const to = between(test, 'flatten', 'dense')
    test.carry(test.on('first'), canvasPoint(to.x - 62, to.y))
    expect(onto(test)).toBeUndefined()
  })
})
