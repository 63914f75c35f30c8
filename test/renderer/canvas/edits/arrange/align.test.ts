import { describe, expect, it } from 'vitest'
import { addNote } from '../../../../../renderer/canvas/edits/arrange/note-edits.ts'
import { canvasPoint, type Rectangle } from '../../../../../renderer/canvas/points.ts'
import { emptySelection, selectNotes } from '../../../../../renderer/canvas/selection.ts'
import { smallNetwork, TestEditor } from '../../test-editor.ts'

const names = ['first', 'second', 'flatten']

/** Three nodes that stand in no row, selected. */
function scattered(): TestEditor {
  const test = new TestEditor(smallNetwork)
  const positions = [
    [0, 0],
    [400, 90],
    [230, 300]
  ] as const
  test.editor.model.edit('Scatter', draft => {
    for (const [index, [x, y]] of positions.entries()) draft.move(test.node(names[index]!).id, { x, y })
  })
  test.editor.model.select({ ...emptySelection, nodes: new Set(names.map(name => test.node(name).id)) })
  return test
}

function all(test: TestEditor, side: keyof Rectangle): readonly number[] {
  return names.map(name => test.node(name).bounds[side])
}

describe('aligning', () => {
  it.each([
    ['a', 'left', 0],
    ['d', 'right', 584],
    ['w', 'top', 0],
    ['s', 'bottom', 352]
  ] as const)('with Alt+%s brings the selection to its %s in one step', (key, side, at) => {
    const test = scattered()
    const before = test.document
    test.key(key, { isAlt: true })
    expect(all(test, side)).toEqual([at, at, at])
    expect(test.undoLabel).toBe('Align')
    expect(test.undo().document).toEqual(before)
  })

  it('brings the selection to its middle, across and down', () => {
    const test = scattered().key('h', { isAlt: true })
    expect(all(test, 'left')).toEqual([200, 200, 200])
    test.undo().key('v', { isAlt: true })
    expect(all(test, 'top')).toEqual([150, 150, 150])
  })

  it('aligns notes with nodes by their edges', () => {
    const test = scattered()
    const { model } = test.editor
    const { nodes } = model.selection
    const note = addNote(model, canvasPoint(800, 640))
    model.select({ ...emptySelection, nodes, notes: new Set([note]) })
    test.key('a', { isAlt: true })
    expect(test.document.notes[note]!.x).toBe(0)
    test.key('s', { isAlt: true })
    expect(all(test, 'bottom')).toEqual([736, 736, 736])
  })

  it('is not offered for a single thing', () => {
    const test = scattered()
    const { document } = test
    test.click(test.on('dense')).key('a', { isAlt: true })
    expect(test.document).toBe(document)
    test.editor.model.select(selectNotes([]))
    test.key('a', { isAlt: true })
    expect(test.document).toBe(document)
  })
})

describe('distributing', () => {
  it('leaves the outermost where they are, and the same space between all', () => {
    const test = scattered().key('v', { isAlt: true, isShift: true })
    expect(all(test, 'top')).toEqual([0, 150, 300])
    expect(test.undoLabel).toBe('Distribute')
    test.undo().key('h', { isAlt: true, isShift: true })
    expect(all(test, 'left')).toEqual([0, 400, 200])
  })

  it('leaves what is distributed already as it is', () => {
    const test = scattered().key('v', { isAlt: true, isShift: true })
    const { document } = test
    expect(test.key('v', { isAlt: true, isShift: true }).document).toEqual(document)
  })
})
