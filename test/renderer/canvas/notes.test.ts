import { describe, expect, it } from 'vitest'
import type { Note } from '../../../core/document/records.ts'
import { addFrame, addNote, setNoteText } from '../../../renderer/canvas/edits/arrange/note-edits.ts'
import { canvasPoint, encloses, overlaps, type CanvasPoint } from '../../../renderer/canvas/points.ts'
import { boundsOfNote } from '../../../renderer/canvas/scene/scene-notes.ts'
import { emptySelection } from '../../../renderer/canvas/selection.ts'
import { smallNetwork, TestEditor } from './test-editor.ts'

const free = canvasPoint(-400, 400)

function withNote(): { readonly test: TestEditor; readonly id: string; note(): Note } {
  const test = new TestEditor(smallNetwork)
  const id = addNote(test.editor.model, free)
  return { test, id, note: () => test.document.notes[id]! }
}

/** A frame round the two convolutions. */
function withFrame(): { readonly test: TestEditor; readonly id: string; note(): Note; title(): CanvasPoint } {
  const test = new TestEditor(smallNetwork)
  const nodes = new Set(['first', 'second'].map(name => test.node(name).id))
  test.editor.model.select({ ...emptySelection, nodes })
  const id = addFrame(test.editor.model, free)
  const note = (): Note => test.document.notes[id]!
  return { test, id, note, title: () => canvasPoint(note().x + 12, note().y - 12) }
}

function selectedNotes(test: TestEditor): readonly string[] {
  return [...test.editor.model.selection.notes]
}

describe('a note', () => {
  it('is put at the pointer by a key, selected, and ready to be written on', () => {
    const test = new TestEditor(smallNetwork)
    test.move(free).key('n')
    const [note] = Object.values(test.document.notes)
    expect(note).toMatchObject({ kind: 'note', text: '', x: -400, y: 400 })
    expect(selectedNotes(test)).toEqual([note!.id])
    expect(test.editor.writing.note?.id).toBe(note!.id)
    expect(test.undo().document.notes).toEqual({})
    expect(test.editor.writing.note).toBeUndefined()
  })

  it('is put beside the layers that it would cover', () => {
    const test = new TestEditor(smallNetwork)
    test.move(test.on('first')).key('n')
    const [note] = Object.values(test.document.notes)
    const covered = test.names.filter(name => overlaps(test.node(name).bounds, boundsOfNote(note!)))
    expect([covered, note!.x > test.node('first').bounds.right]).toEqual([[], true])
  })

  it('is made and written in one step', () => {
    const test = new TestEditor(smallNetwork)
    const { document } = test
    test.move(free).key('n')
    test.editor.writing.end({ text: 'Shared weights', height: 120 })
    expect(Object.values(test.document.notes)).toMatchObject([{ text: 'Shared weights', height: 120 }])
    expect(test.history.past.map(({ label }) => label)).toEqual(['Add a note'])
    const written = test.document
    expect(test.undo().document).toEqual(document)
    expect(test.redo().document).toEqual(written)
  })

  it('is not kept, and is no step, where nothing is written on it', () => {
    const test = new TestEditor(smallNetwork)
    const { document } = test
    test.move(free).key('n')
    test.editor.writing.end({ text: '', height: 96 })
    expect(test.document).toEqual(document)
    expect([test.history.past, test.history.gesture]).toEqual([[], undefined])
  })

  it('keeps its text where that is written anew, and is a step of its own, also when all of it is deleted', () => {
    const { test, id, note } = withNote()
    for (const text of ['one', '']) {
      test.editor.writing.begin(id)
      test.editor.writing.end({ text })
      expect(note().text).toBe(text)
    }
    expect(test.history.past).toHaveLength(3)
  })

  it('is written on after a double press or Enter, and grows with its text in one step', () => {
    const { test, id, note } = withNote()
    test.doubleClick(canvasPoint(-350, 440))
    expect(test.editor.writing.note?.id).toBe(id)
    test.editor.writing.end()
    setNoteText(test.editor.model, id, 'one\ntwo', 180)
    expect([note().text, note().height]).toEqual(['one\ntwo', 180])
    expect(test.undoLabel).toBe('Change a note')
    test.key('Enter')
    expect(test.editor.writing.note?.text).toBe('one\ntwo')
  })

  it('is selected by a press, moved by a drag on the grid, and taken back in one step', () => {
    const { test, id, note } = withNote()
    test.click(canvasPoint(600, 600))
    const { document } = test
    test.drag(canvasPoint(-350, 440), canvasPoint(-350 - 83, 440 + 121))
    expect(selectedNotes(test)).toEqual([id])
    expect([note().x, note().y]).toEqual([-480, 520])
    expect(test.undoLabel).toBe('Move note')
    expect(test.undo().document).toEqual(document)
  })

  it.each([
    ['its lower right corner', [200, 96], [48, 40], { x: -400, y: 400, width: 248, height: 136 }],
    ['its upper left corner', [0, 0], [-40, -24], { x: -440, y: 376, width: 240, height: 120 }],
    ['its right edge', [200, 48], [64, 300], { x: -400, y: 400, width: 264, height: 96 }],
    [
      'its upper edge, no farther than leaves room to write',
      [100, 0],
      [0, 500],
      { x: -400, y: 456, width: 200, height: 40 }
    ]
  ] as const)('is resized by %s', (_, at, by, expected) => {
    const { test, note } = withNote()
    const from = canvasPoint(free.x + at[0], free.y + at[1])
    test.drag(from, canvasPoint(from.x + by[0], from.y + by[1]))
    expect(note()).toMatchObject(expected)
    expect(test.undoLabel).toBe('Resize note')
  })

  it('stays as it is when resizing it is canceled', () => {
    const { test } = withNote()
    const { document } = test
    test.carry(canvasPoint(-200, 496), canvasPoint(-100, 600)).key('Escape').release()
    expect(test.document).toBe(document)
  })

  it('is selected with nodes by a frame, moves with them, and is deleted with them', () => {
    const { test, id, note } = withNote()
    const { bounds } = test.node('second')
    test.drag(canvasPoint(-500, bounds.top - 4), canvasPoint(bounds.left + 5, 600))
    expect(test.selection).toContain('second')
    expect(selectedNotes(test)).toEqual([id])
    const from = test.on('second')
    test.drag(from, canvasPoint(from.x + 160, from.y))
    expect(test.node('second').bounds.left - bounds.left).toBe(note().x + 400)
    expect(note().x).toBeGreaterThan(-400)
    test.key('Delete')
    expect(test.document.notes).toEqual({})
    expect(test.names).not.toContain('second')
  })

  it('stands in line with a node nearby, and says so with a guide', () => {
    const { test, note } = withNote()
    const { top } = test.node('second').bounds
    test.carry(canvasPoint(-350, 440), canvasPoint(-350, 440 + top - 400 + 4))
    const { overlay } = test.editor
    expect(overlay.kind === 'moving' && overlay.guides.map(guide => guide.axis)).toEqual(['y'])
    test.release()
    expect(note().y).toBe(top)
  })

  it('belongs to the graph that is open', () => {
    const { test } = withNote()
    expect(test.editor.scene.notes.size).toBe(1)
    expect([...test.editor.scene.notes.values()].every(note => note.path.length === 0)).toBe(true)
  })
})

describe('a frame', () => {
  it('goes into a block with all that it holds, and comes out with it again', () => {
    const { test, note } = withFrame()
    const { x, y } = note()
    const beside = addNote(test.editor.model, canvasPoint(x + 16, y + 60))
    const before = test.document
    test.editor.model.select({ ...emptySelection, nodes: new Set(['first', 'second'].map(name => test.node(name).id)) })
    test.key('g', { isModified: true })
    const [block] = Object.values(test.document.blocks)
    expect(note()).toMatchObject({ graph: block!.graph, x, y })
    expect(test.document.notes[beside]!.graph).toBe(block!.graph)
    expect([...test.editor.scene.notes.values()]).toEqual([])
    test.key('g', { isModified: true, isShift: true })
    const [frame] = Object.values(test.document.notes).filter(({ kind }) => kind === 'frame')
    expect(frame!.graph).toBe(test.document.root)
    const held = ['first', 'second'].map(name => encloses(boundsOfNote(frame!), test.node(name).bounds))
    expect(held).toEqual([true, true])
    expect(test.undo().undo().document).toEqual(before)
  })

  it('stays where it is when a node in it does', () => {
    const { test, note } = withFrame()
    test.click(test.on('first')).key('g', { isModified: true })
    expect(note().graph).toBe(test.document.root)
  })

  it('is put round the selection', () => {
    const { test, note } = withFrame()
    const [first, second] = [test.node('first').bounds, test.node('second').bounds]
    expect(note()).toMatchObject({
      kind: 'frame',
      x: first.left - 24,
      y: first.top - 16,
      width: 184 + 48,
      height: second.bottom - first.top + 40
    })
  })

  it('takes along what lies wholly inside when it is dragged by its title', () => {
    const { test, note, title } = withFrame()
    const before = { frame: note(), first: test.node('first').bounds, dense: test.node('dense').bounds }
    test.drag(title(), canvasPoint(title().x + 320, title().y + 160))
    const by = { x: note().x - before.frame.x, y: note().y - before.frame.y }
    expect(by.x).toBeGreaterThan(300)
    expect(test.node('first').bounds.left - before.first.left).toBe(by.x)
    expect(test.node('second').bounds.top - before.first.top).toBeGreaterThan(by.y)
    expect(test.node('dense').bounds).toEqual(before.dense)
    expect(test.history.past.at(-1)!.records.filter(record => record.collection === 'positions')).toHaveLength(2)
  })

  it('lies behind what it holds: inside it, nodes are taken hold of and frames are drawn', () => {
    const { test, id, note } = withFrame()
    const frame = note()
    test.drag(canvasPoint(frame.x + 8, frame.y + 60), canvasPoint(frame.x + 60, frame.y + 200))
    expect(note()).toEqual(frame)
    expect(test.selection).toEqual(['first', 'second'])
    test.click(test.on('first')).expectSelected('first')
    expect(selectedNotes(test)).toEqual([])
    test.click(canvasPoint(frame.x + 12, frame.y - 12))
    expect(selectedNotes(test)).toEqual([id])
  })

  it('goes round the same nodes after a layout, and a note stays beside its node', () => {
    const { test, note } = withFrame()
    const beside = addNote(
      test.editor.model,
      canvasPoint(test.node('dense').bounds.right + 40, test.node('dense').bounds.top)
    )
    test.editor.arrange({ direction: 'right' })
    const { x, y, width, height } = note()
    const inside = test.names.filter(name => {
      const { left, top, right, bottom } = test.node(name).bounds
      return left >= x && top >= y && right <= x + width && bottom <= y + height
    })
    expect(inside).toEqual(expect.arrayContaining(['first', 'second']))
    expect(test.undoLabel).toBe('Turn the drawing')
    const placed = test.document.notes[beside]!
    const covers = test.names.filter(name => {
      const { left, top, right, bottom } = test.node(name).bounds
      return left < placed.x + placed.width && right > placed.x && top < placed.y + placed.height && bottom > placed.y
    })
    expect(covers).toEqual([])
  })
})
