import { describe, expect, it } from 'vitest'
import { residual } from '../../../core/blocks/residual/residual.ts'
import { commandOfKey } from '../../../renderer/commands/command-of-key.ts'
import { isPress } from '../../../renderer/commands/key-press.ts'
import { smallNetwork, TestEditor } from './test-editor.ts'

function editorWithNetwork(): TestEditor {
  return new TestEditor(smallNetwork)
}

describe('the focus', () => {
  const down = { isModified: true }

  it('goes on with Control alone, and Space selects what it is on besides the rest', () => {
    const test = editorWithNetwork()
    test.click(test.on('data')).key('ArrowDown', down).key('ArrowDown', down).expectSelected('data')
    test.key(' ').expectSelected('data', 'second')
    test.key('ArrowDown', down).key('ArrowDown', down).key(' ').expectSelected('data', 'second', 'dense')
    test.key('ArrowUp', down).key('ArrowUp', down).key(' ').expectSelected('data', 'dense')
    const before = test.document
    test.key('Delete')
    expect(test.names).not.toContain('dense')
    expect(test.undo().document).toEqual(before)
  })

  it('is where the arrows go on from, and is given up first by Escape', () => {
    const test = editorWithNetwork()
    test.click(test.on('data')).key('ArrowDown', down)
    const [focus] = [test.editor.model.selection.focus]
    expect(test.document.nodes[focus!]!.name).toBe('first')
    test.key('Escape').expectSelected('data')
    expect(test.editor.model.selection.focus).toBeUndefined()
    test.key('ArrowDown', down).key('ArrowDown').expectSelected('second')
    expect(test.editor.model.selection.focus).toBeUndefined()
  })

  it('stays in its graph, and is given up when the pointer selects', () => {
    const test = editorWithNetwork()
    test.click(test.on('data')).key('ArrowDown', down).click(test.on('dense'), { isShift: true })
    expect(test.editor.model.selection.focus).toBeUndefined()
    test.expectSelected('data', 'dense').key(' ').expectSelected('data', 'dense')
  })
})

describe('an edge', () => {
  const between = (test: TestEditor): string => {
    const [edge] = [...test.editor.model.selection.edges]
    const { from, to } = test.document.edges[edge!]!
    return `${test.document.nodes[from.node]!.name} > ${test.document.nodes[to.node]!.name}`
  }

  it('is reached from its node by a key, one after the other, and spoken', () => {
    const test = editorWithNetwork()
    test.click(test.on('first')).key('w')
    expect([between(test), test.selection]).toEqual(['first > second', []])
    test.key('w')
    expect(between(test)).toBe('data > first')
    test.key('w')
    expect(between(test)).toBe('first > second')
    test.key('w', { isShift: true })
    expect(between(test)).toBe('data > first')
    expect(test.said.slice(0, 2)).toEqual([
      'Connection from first to second, 14×14×4, 1 of 2',
      'Connection from data to first, 16×16×1, 2 of 2'
    ])
  })

  it('is left for its ends by the arrows', () => {
    const test = editorWithNetwork()
    test.click(test.on('first')).key('w').key('ArrowDown').expectSelected('second')
    test.click(test.on('first')).key('w').key('ArrowUp').expectSelected('first')
  })

  it('is cut by Delete, and keys go on from where they were', () => {
    const test = editorWithNetwork()
    test.click(test.on('first')).key('w').key('Delete')
    expect(test.edges).not.toContain('first.output > second.input')
    expect(test.undoLabel).toBe('Delete connection')
    test.key('w')
    expect(between(test)).toBe('data > first')
  })

  it('takes a layer in by Enter', () => {
    const test = editorWithNetwork()
    test.click(test.on('first')).key('w').key('Enter')
    const { menu } = test.editor
    expect(menu?.kind === 'offers' && menu.purpose.kind).toBe('edge')
  })
})

describe('walking', () => {
  it('follows the order of the data with Tab, and lets the focus go on after the last', () => {
    const test = editorWithNetwork()
    const visited = ['data', 'first', 'second', 'flatten', 'dense', 'loss'].map(() => test.key('Tab').selection[0])
    expect(visited).toEqual(['data', 'first', 'second', 'flatten', 'dense', 'loss'])
    const tab = { key: 'Tab', isShift: false, isModified: false, isAlt: false }
    expect(commandOfKey(tab, test.studio)).toBeUndefined()
    test.key('Tab', { isShift: true }).expectSelected('dense')
    test.key('Home').expectSelected('data').key('End').expectSelected('loss')
  })

  it('goes along edges with the arrows, to where the next node is seen, and changes nothing', () => {
    const test = new TestEditor(graph => {
      const data = graph.layer('data', { size: [16, 16] })
      const stem = graph.layer('conv2d', { filters: 4 }, data.output('image'), { name: 'stem' })
      const left = graph.layer('conv2d', { filters: 4 }, stem, { name: 'left' })
      const right = graph.layer('conv2d', { filters: 4 }, stem, { name: 'right' })
      graph.layer('add', {}, { inputs: [left, right] }, { name: 'sum' })
    })
    const before = test.document
    const [first, second] = test.node('left').bounds.left < test.node('right').bounds.left ? ['left', 'right'] : ['right', 'left'] // prettier-ignore
    test.click(test.on('stem')).key('ArrowDown')
    const [below] = test.selection
    expect(['left', 'right']).toContain(below)
    test.key(below === first ? 'ArrowRight' : 'ArrowLeft').expectSelected(below === first ? second : first)
    test.key('ArrowDown').expectSelected('sum').key('ArrowUp').key('ArrowUp').expectSelected('stem')
    expect(test.document).toBe(before)
  })

  it('takes the way that data go before that of a label', () => {
    const test = editorWithNetwork()
    test.click(test.on('data')).key('ArrowDown').expectSelected('first')
    test.key('End').key('ArrowUp').expectSelected('dense')
  })

  it('begins in the middle of what is seen, and selects more with Shift', () => {
    const test = editorWithNetwork()
    test.editor.camera.zoomToSelection()
    test.key('ArrowDown')
    const [start] = test.selection
    expect(start).toBeDefined()
    test.click(test.on('first')).key('ArrowDown', { isShift: true }).key('ArrowDown', { isShift: true })
    test.expectSelected('first', 'second', 'flatten')
  })
})

it('moves the selection with Control and the arrows, and deletes it with its edges', () => {
  const test = editorWithNetwork()
  const before = test.document
  test.click(test.on('second'))
  const { left } = test.node('second').bounds
  test.key('ArrowRight', { isAlt: true, isShift: true }).key('ArrowRight', { isModified: true, isShift: true })
  expect(test.node('second').bounds.left - left).toBe(40)
  test.key('Backspace').expectSelected()
  expect(test.edges.filter(edge => edge.includes('second'))).toEqual([])
  expect(test.undo().undo().undo().document).toEqual(before)
})

it('opens a block with Enter, and asks for the settings of a layer', () => {
  const test = new TestEditor(graph => {
    const data = graph.layer('data', { size: [16, 16] })
    graph.block(residual, {}, data.output('image'), { name: 'stage' })
  })
  test.click(test.on('data')).key('Enter')
  expect([test.asked, test.path]).toEqual([['inspector'], []])
  test.click(test.on('stage')).key('Enter')
  expect(test.path).toHaveLength(1)
  test.key('Escape').expectSelected('stage').key('Escape').expectSelected()
})

describe('a shortcut', () => {
  const press = (key: string, held: object = {}) => ({ key, isShift: false, isModified: false, isAlt: false, ...held })

  it('is met by its letter and what is held, whatever the alphabet', () => {
    expect(isPress('$mod+Shift+z', press('Z', { isModified: true, isShift: true }))).toBe(true)
    expect(isPress('$mod+z', press('Z', { isModified: true, isShift: true }))).toBe(false)
    expect(isPress('$mod+z', press('я', { isModified: true, code: 'KeyZ' }))).toBe(true)
    expect(isPress('$mod+z', press('y', { isModified: true, code: 'KeyZ' }))).toBe(false)
  })

  it('is met by its sign, with Shift where the keyboard has it there', () => {
    expect(isPress('?', press('?', { isShift: true }))).toBe(true)
    expect(isPress('$mod++', press('+', { isModified: true, isShift: true }))).toBe(true)
    expect(isPress('?', press('?', { isAlt: true }))).toBe(false)
  })
})
