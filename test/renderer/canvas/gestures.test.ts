import { describe, expect, it } from 'vitest'
import { residual } from '../../../core/blocks/residual/residual.ts'
import type { PaletteItem } from '../../../renderer/canvas/edits/palette-item.ts'
import { canvasPoint } from '../../../renderer/canvas/points.ts'
import { toScreen } from '../../../renderer/canvas/camera/viewport.ts'
import { smallNetwork, TestEditor } from './test-editor.ts'

const empty = canvasPoint(-60, 300)
const dropout: PaletteItem = {
  id: 'dropout',
  label: 'Dropout',
  summary: '',
  family: 'regularization',
  adds: { type: 'dropout' }
}
const residualItem: PaletteItem = {
  id: 'residual',
  label: 'Residual',
  summary: '',
  family: 'block',
  adds: { block: residual }
}

function editorWithNetwork(): TestEditor {
  return new TestEditor(smallNetwork)
}

describe('selecting', () => {
  it('selects the pressed node alone, adds with shift or control, and clears on empty canvas', () => {
    const test = editorWithNetwork()
    test.click(test.on('first')).expectSelected('first')
    test.click(test.on('second'), { isShift: true }).expectSelected('first', 'second')
    test.click(test.on('first'), { isModified: true }).expectSelected('second')
    test.click(test.on('flatten')).expectSelected('flatten')
    test.click(empty).expectSelected()
    expect(test.history.past).toEqual([])
  })

  it('selects an edge between its nodes', () => {
    const test = editorWithNetwork()
    const from = test.output('first')
    const to = test.input('second', 'input')
    test.click(canvasPoint(from.x, (from.y + to.y) / 2))
    expect([...test.editor.model.selection.edges]).toEqual(['second.input.0'])
  })

  it('frames every node that the frame touches, and adds them to the selection with shift', () => {
    const test = editorWithNetwork()
    const { bounds } = test.node('second')
    test.drag(canvasPoint(-60, test.node('first').bounds.bottom - 4), canvasPoint(bounds.left + 5, bounds.top + 4))
    test.expectSelected('first', 'second')
    test.click(test.on('dense'))
    test.drag(canvasPoint(-60, bounds.top + 10), canvasPoint(bounds.left + 5, bounds.top + 20), { isShift: true })
    test.expectSelected('dense', 'second')
  })

  it('restores the selection when a frame is canceled', () => {
    const test = editorWithNetwork()
    test.click(test.on('dense')).carry(empty, test.on('second')).key('Escape').expectSelected('dense')
    expect(test.editor.overlay).toEqual({ kind: 'none' })
  })
})

describe('moving', () => {
  it('moves the selected nodes together in one step, on the grid', () => {
    const test = editorWithNetwork()
    const before = test.document
    const start = { first: test.node('first').bounds, second: test.node('second').bounds }
    test.click(test.on('first')).click(test.on('second'), { isShift: true })
    const from = test.on('first')
    test.drag(from, canvasPoint(from.x + 301, from.y + 203))
    const moved = { first: test.node('first').bounds, second: test.node('second').bounds }
    expect(moved.first.left % 8).toBe(0)
    expect(moved.first.left - start.first.left).toBe(moved.second.left - start.second.left)
    expect(Math.abs(moved.first.left - start.first.left - 301)).toBeLessThanOrEqual(6)
    expect(test.history.past.map(change => change.label)).toEqual(['Move layers'])
    expect(test.undo().document).toEqual(before)
  })

  it('takes an unselected node alone, and selects it', () => {
    const test = editorWithNetwork()
    test.click(test.on('first'))
    const from = test.on('dense')
    const still = test.node('first').bounds
    test.drag(from, canvasPoint(from.x + 240, from.y)).expectSelected('dense')
    expect(test.node('first').bounds).toEqual(still)
  })

  it('stands exactly in line with a node nearby, and says so with a guide', () => {
    const test = editorWithNetwork()
    const from = test.on('first')
    test.drag(from, canvasPoint(from.x + 240, from.y))
    const again = test.on('first')
    test.carry(again, canvasPoint(again.x - 240 + 3, again.y))
    const { overlay } = test.editor
    expect(overlay.kind === 'moving' && overlay.guides.map(guide => guide.axis)).toContain('x')
    test.release()
    expect(test.node('first').bounds.left).toBe(test.node('second').bounds.left)
  })

  it('changes nothing at all when it is canceled', () => {
    const test = editorWithNetwork()
    const { document, history } = test
    test.click(test.on('dense')).carry(test.on('first'), empty).key('Escape').release().expectSelected('dense')
    expect(test.document).toBe(document)
    expect(test.history).toBe(history)
  })

  it('pans while a node is held at the edge, and carries it on', () => {
    const test = editorWithNetwork()
    const { left } = test.node('first').bounds
    const { viewport } = test.editor.camera
    const from = test.on('first')
    test.carry(from, canvasPoint(894, from.y))
    for (let frame = 0; frame < 50; frame += 1) expect(test.editor.panAtEdge()).toBe(true)
    const panned = viewport.x - test.editor.camera.viewport.x
    expect(panned).toBeGreaterThan(100)
    test.release()
    expect(Math.abs(test.node('first').bounds.left - left - (894 - from.x) - panned)).toBeLessThanOrEqual(6)
    expect(test.editor.panAtEdge()).toBe(false)
  })

  it('does not take a shaking hand for a drag', () => {
    const test = editorWithNetwork()
    const from = test.on('first')
    test.drag(from, canvasPoint(from.x + 2, from.y + 2)).expectSelected('first')
    expect(test.history.past).toEqual([])
  })
})

describe('joining', () => {
  it('joins an output to an input from either end', () => {
    const test = new TestEditor(graph => {
      const data = graph.layer('data', { size: [16, 16] })
      graph.layer('conv2d', {}, data.output('image'))
      graph.layer('relu', {})
      graph.layer('flatten', {})
    })
    test.drag(test.output('conv2d'), test.input('relu', 'input'))
    test.drag(test.input('flatten', 'input'), test.output('relu'))
    expect(test.edges).toEqual([
      'data.image > conv2d.input',
      'conv2d.output > relu.input',
      'relu.output > flatten.input'
    ])
    expect(test.undoLabel).toBe('Connect layers')
  })

  it('joins to the first port that fits when it ends anywhere on a node', () => {
    const test = editorWithNetwork()
    test.drag(test.output('first'), test.on('flatten'))
    expect(test.edges).toContain('first.output > flatten.input')
  })

  it('replaces the edge of a port that takes one, and says so before', () => {
    const test = editorWithNetwork()
    test.carry(test.output('first'), test.input('flatten', 'input'))
    const { overlay } = test.editor
    expect(overlay.kind === 'joining' && overlay.over?.verdict.kind).toBe('replaces')
    test.release()
    expect(test.edges.filter(edge => edge.endsWith('flatten.input'))).toEqual(['first.output > flatten.input'])
  })

  it('refuses a cycle with the reason, and leaves the document as it is', () => {
    const test = editorWithNetwork()
    const { document } = test
    test.carry(test.output('second'), test.input('first', 'input'))
    const { overlay } = test.editor
    expect(overlay.kind === 'joining' && overlay.over?.verdict).toEqual({
      kind: 'refused',
      reason: 'second already depends on first: the data would run in a circle.'
    })
    expect(test.release().document).toBe(document)
  })

  it('offers the ports of other nodes on the other side, and none of its own', () => {
    const test = editorWithNetwork()
    test.carry(test.output('first'), empty)
    const { overlay } = test.editor
    const targets = overlay.kind === 'joining' ? overlay.targets : []
    expect(new Set(targets.map(({ end }) => end.side))).toEqual(new Set(['input']))
    expect(targets.filter(({ verdict }) => verdict.kind === 'replaces')).toHaveLength(4)
    expect(targets.some(({ end }) => test.document.nodes[end.node]?.name === 'first')).toBe(false)
  })

  it('keeps every edge into a port that takes many, in the order in which they came', () => {
    const test = new TestEditor(graph => {
      const data = graph.layer('data', { size: [16, 16] })
      const one = graph.layer('relu', {}, data.output('image'), { name: 'one' })
      graph.layer('tanh', {}, data.output('image'), { name: 'two' })
      graph.layer('concatenate', {}, [one])
    })
    test.drag(test.output('two'), test.on('concatenate'))
    expect(test.edges.filter(edge => edge.endsWith('concatenate.inputs'))).toEqual([
      'one.output > concatenate.inputs',
      'two.output > concatenate.inputs'
    ])
  })

  it('changes nothing when it is canceled or let go in the void', () => {
    const test = editorWithNetwork()
    const { document } = test
    test.carry(test.output('first'), test.input('flatten', 'input')).key('Escape').release()
    test.drag(test.output('first'), empty)
    expect(test.document).toBe(document)
  })
})

describe('placing', () => {
  function carryTo(test: TestEditor, item: PaletteItem, x: number, y: number): void {
    test.editor.beginPlacing(item)
    test.move(canvasPoint(x, y))
  }

  it('drops a layer under the pointer, on the grid, and selects it', () => {
    const test = editorWithNetwork()
    carryTo(test, dropout, 501, 303)
    test.release().expectSelected('dropout')
    const { bounds } = test.node('dropout')
    expect([bounds.left % 8, bounds.top % 8]).toEqual([0, 0])
    expect(Math.abs((bounds.left + bounds.right) / 2 - 501)).toBeLessThanOrEqual(4)
    expect(test.undoLabel).toBe('Add Dropout')
  })

  it('drops nothing beside the canvas, nor when it is canceled', () => {
    const test = editorWithNetwork()
    const { document } = test
    carryTo(test, dropout, -400, 100)
    test.release()
    carryTo(test, dropout, 400, 100)
    test.key('Escape').release()
    expect(test.document).toBe(document)
  })

  it('adds after the last node and joins the two', () => {
    const test = new TestEditor(graph => {
      const data = graph.layer('data', { size: [4, 4] })
      graph.layer('flatten', {}, data.output('image'))
    })
    test.click(test.on('flatten'))
    test.editor.add(dropout)
    test.expectSelected('dropout')
    expect(test.edges).toContain('flatten.output > dropout.input')
    expect(test.node('dropout').bounds.top).toBeGreaterThan(test.node('flatten').bounds.bottom)
  })

  it('puts a layer added in the middle of a chain into the edge, and what follows makes room', () => {
    const test = editorWithNetwork()
    test.click(test.on('flatten'))
    const before = test.document
    const distance = test.node('dense').bounds.top - test.node('flatten').bounds.top
    test.editor.add(dropout)
    expect(test.edges).toEqual(
      expect.arrayContaining(['flatten.output > dropout.input', 'dropout.output > dense.input'])
    )
    expect(test.edges).not.toContain('flatten.output > dense.input')
    expect(test.node('dropout').bounds.top - test.node('flatten').bounds.top).toBe(distance)
    expect(test.node('dense').bounds.top - test.node('dropout').bounds.top).toBe(distance)
    expect(test.undo().document).toEqual(before)
  })

  it('keeps the order of a port that takes many when a layer is put into one of its edges', () => {
    const test = new TestEditor(graph => {
      const data = graph.layer('data', { size: [16, 16] })
      const one = graph.layer('relu', {}, data.output('image'), { name: 'one' })
      const two = graph.layer('tanh', {}, data.output('image'), { name: 'two' })
      graph.layer('concatenate', {}, [one, two])
    })
    test.click(test.on('one'))
    test.editor.add(dropout)
    expect(test.edges.filter(edge => edge.endsWith('concatenate.inputs'))).toEqual([
      'dropout.output > concatenate.inputs',
      'two.output > concatenate.inputs'
    ])
  })

  it('joins a loss to the labels of the one data node', () => {
    const test = new TestEditor(graph => {
      const data = graph.layer('data', { size: [4, 4] })
      graph.layer('dense', { units: 10 }, graph.layer('flatten', {}, data.output('image')))
    })
    test.click(test.on('dense'))
    test.editor.add({ id: 'loss', label: 'Loss', summary: '', family: 'loss', adds: { type: 'softmaxCrossEntropy' } })
    expect(test.edges).toEqual(
      expect.arrayContaining([
        'dense.output > softmaxCrossEntropy.prediction',
        'data.label > softmaxCrossEntropy.target'
      ])
    )
    expect(test.editor.model.network.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('brings a block with its definition, and takes both away in one step', () => {
    const test = editorWithNetwork()
    const before = test.document
    carryTo(test, residualItem, 500, 300)
    test.release()
    expect(Object.keys(test.document.blocks)).toEqual(['residual'])
    expect(test.undo().document).toEqual(before)
  })
})

describe('blocks', () => {
  function withBlock(): TestEditor {
    return new TestEditor(graph => {
      const data = graph.layer('data', { size: [16, 16] })
      const conv = graph.layer('conv2d', { filters: 8, padding: 'same' }, data.output('image'))
      graph.block(residual, { filters: 8 }, conv, { name: 'stage', repeat: 3 })
    })
  }

  it('opens the definition by double click or Enter, and goes back by Escape with the instance selected', () => {
    const test = withBlock()
    test.doubleClick(test.on('stage'))
    expect(test.graph).toBe('residual')
    expect(test.names).toContain('conv1')
    test.key('Escape').expectSelected('stage')
    expect(test.graph).toBe('root')
    test.key('Enter')
    expect(test.graph).toBe('residual')
  })

  it('shows the block once with its count and its arguments', () => {
    const { repeat, subtitle } = withBlock().node('stage')
    expect({ repeat, subtitle }).toEqual({ repeat: '× 3', subtitle: '8 filters, stride 1' })
  })

  it('is marked for a problem inside it', () => {
    const test = withBlock()
    expect(test.node('stage').severity).not.toBe('error')
    test.doubleClick(test.on('stage')).click(test.on('norm1')).key('Delete', { isShift: true }).key('Escape')
    expect(test.node('stage').severity).toBe('error')
  })

  it('undoes an edit inside from outside', () => {
    const test = withBlock()
    const before = test.document
    test.doubleClick(test.on('stage')).click(test.on('relu1')).key('Delete')
    expect(test.names).not.toContain('relu1')
    test.key('Escape')
    expect(test.graph).toBe('root')
    expect(test.undo().document).toEqual(before)
  })
})

describe('panning and zooming', () => {
  it('pans by the middle button or with the space bar, selects nothing, and comes back when canceled', () => {
    const test = editorWithNetwork()
    const { viewport } = test.editor.camera
    const from = test.on('first')
    test.drag(from, canvasPoint(from.x + 50, from.y - 30), { button: 'middle' })
    expect(test.editor.camera.viewport).toEqual({ ...viewport, x: viewport.x + 50, y: viewport.y - 30 })
    const moved = test.editor.camera.viewport
    test.editor.holdSpace(true)
    test.press(test.on('first'))
    test.editor.move({ at: screenPointFrom(test, 90), button: 'main', isShift: false, isModified: false, isAlt: false })
    expect(test.editor.camera.viewport).not.toEqual(moved)
    test.key('Escape').expectSelected()
    expect(test.editor.camera.viewport).toEqual(moved)
    expect(test.history.past).toEqual([])
  })

  function screenPointFrom(test: TestEditor, by: number) {
    const { x, y } = toScreen(test.editor.camera.viewport, test.on('first'))
    return { x: x + by, y }
  }

  it('keeps the point under the pointer where it is while zooming', () => {
    const test = editorWithNetwork()
    const at = test.on('second')
    const screen = toScreen(test.editor.camera.viewport, at)
    test.editor.camera.zoomBy(1.7, screen)
    const after = toScreen(test.editor.camera.viewport, at)
    expect(after.x).toBeCloseTo(screen.x, 8)
    expect(after.y).toBeCloseTo(screen.y, 8)
  })

  it('fits the whole drawing into the window', () => {
    const test = editorWithNetwork()
    test.editor.camera.zoomBy(3)
    test.key('f')
    const { seen } = test.editor.camera
    const { scene } = test.editor
    expect(seen.left).toBeLessThan(scene.bounds!.left)
    expect(seen.right).toBeGreaterThan(scene.bounds!.right)
    expect(seen.top).toBeLessThan(scene.bounds!.top)
    expect(seen.bottom).toBeGreaterThan(scene.bounds!.bottom)
  })
})

describe('keys', () => {
  it('duplicates nodes with the edges between them, in a free place', () => {
    const test = editorWithNetwork()
    const before = test.document
    test.click(test.on('first')).click(test.on('second'), { isShift: true }).key('d', { isModified: true })
    test.expectSelected('first_2', 'second_2')
    expect(test.edges).toContain('first_2.output > second_2.input')
    expect(test.edges.filter(edge => edge.endsWith('first_2.input'))).toEqual([])
    const [copy, original] = [test.node('first_2').bounds, test.node('first').bounds]
    expect(copy.left).toBeGreaterThan(original.right)
    expect(test.undo().document).toEqual(before)
  })

  it('arranges in one step that can be taken back', () => {
    const test = editorWithNetwork()
    const from = test.on('dense')
    test.drag(from, canvasPoint(from.x + 400, from.y - 300))
    const before = test.document
    test.key('l')
    expect(test.undoLabel).toBe('Arrange layers')
    const tops = ['data', 'first', 'second', 'flatten', 'dense', 'loss'].map(name => test.node(name).bounds.top)
    expect(tops).toEqual([...tops].sort((a, b) => a - b))
    expect(test.undo().document).toEqual(before)
    test.redo()
    expect(test.undoLabel).toBe('Arrange layers')
  })
})
