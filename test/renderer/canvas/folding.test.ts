import { describe, expect, it } from 'vitest'
import { residual } from '../../../core/blocks/residual/residual.ts'
import type { NodeId } from '../../../core/graph/drawing.ts'
import type { PaletteItem } from '../../../renderer/canvas/edits/palette-item.ts'
import { canvasPoint, contains, type CanvasPoint } from '../../../renderer/canvas/points.ts'
import { foldButtonOf } from '../../../renderer/canvas/scene/fold-button.ts'
import type { SceneNode } from '../../../renderer/canvas/scene/scene.ts'
import { toScreen } from '../../../renderer/canvas/camera/viewport.ts'
import { findCommand } from '../../../renderer/commands/catalogue.ts'
import { TestEditor } from './test-editor.ts'

/** Data, a convolution, two instances of one block, flatten. */
function twoBlocks(): TestEditor {
  return new TestEditor(graph => {
    const data = graph.layer('data', { size: [16, 16] })
    const conv = graph.layer('conv2d', { filters: 8, padding: 'same' }, data.output('image'), { name: 'stem' })
    const first = graph.block(residual, { filters: 8, shortcut: 'identity' }, conv, { name: 'first' })
    const second = graph.block(residual, { filters: 16, stride: 2 }, first, { name: 'second', repeat: 3 })
    graph.layer('flatten', {}, second)
  })
}

/** The node of a name inside an instance. */
function inside(test: TestEditor, instance: string, name: string): SceneNode {
  const { id } = test.node(instance)
  const found = [...test.editor.scene.nodes.values()].find(
    ({ path, id: own }) => path.at(-1) === id && test.document.nodes[own]!.name === name
  )
  expect(found, `${name} inside ${instance}`).toBeDefined()
  return found!
}

function middle({ bounds: { left, top } }: SceneNode): CanvasPoint {
  return canvasPoint(left + 30, top + 26)
}

function button(node: SceneNode): CanvasPoint {
  const { left, top } = foldButtonOf(node)!
  return canvasPoint(left + 10, top + 10)
}

function title({ bounds: { left, top } }: SceneNode): CanvasPoint {
  return canvasPoint(left + 40, top + 14)
}

function unfold(test: TestEditor, ...names: readonly string[]): TestEditor {
  for (const name of names) test.click(button(test.node(name)))
  return test
}

function run(test: TestEditor, id: string): void {
  void findCommand(id)!.run(test.studio)
}

describe('unfolding', () => {
  it('shows what is inside as the instance has it, and folds back to exactly what was there', () => {
    const test = twoBlocks()
    const { nodes } = test.editor.scene
    unfold(test, 'second')
    expect(test.node('second')).toMatchObject({ form: 'container', repeat: '× 3' })
    expect(inside(test, 'second', 'conv1').subtitle).toContain('16 filters')
    expect(inside(test, 'second', 'projection').isLeftOut).toBe(false)
    unfold(test, 'first')
    expect(inside(test, 'first', 'projection').isLeftOut).toBe(true)
    expect(inside(test, 'first', 'conv1').subtitle).toContain('8 filters')
    unfold(test, 'first', 'second')
    expect(test.editor.scene.nodes).toEqual(nodes)
    expect(test.history.past).toEqual([])
  })

  it('keeps the block where it is seen', () => {
    const test = twoBlocks()
    const port = (): unknown => toScreen(test.editor.camera.viewport, test.node('first').inputs[0]!.at)
    const before = port()
    unfold(test, 'first')
    expect(port()).toEqual(before)
    unfold(test, 'first')
    expect(port()).toEqual(before)
  })

  it('leads the edges from outside to the ports of the block, straight above what is inside', () => {
    const test = unfold(twoBlocks(), 'first')
    const { inputs, outputs } = test.node('first')
    expect(inputs[0]!.at.x).toBe(inside(test, 'first', 'input').outputs[0]!.at.x)
    expect(inputs[0]!.at.x).toBe(test.output('stem').x)
    expect(outputs[0]!.at.x).toBe(inside(test, 'first', 'output').inputs[0]!.at.x)
    expect(test.node('second').bounds.top).toBeGreaterThan(test.node('first').bounds.bottom)
  })

  it('is done to what is selected by keys, and to all blocks', () => {
    const test = twoBlocks()
    test.click(test.on('first')).key('u')
    expect(test.node('first').form).toBe('container')
    test
      .click(middle(inside(test, 'first', 'conv1')))
      .key('u', { isShift: true })
      .expectSelected('first')
    expect(test.node('first').form).toBe('card')
    run(test, 'view.unfoldAll')
    expect([test.node('first').form, test.node('second').form]).toEqual(['container', 'container'])
    run(test, 'view.foldAll')
    expect([test.node('first').form, test.node('second').form]).toEqual(['card', 'card'])
  })

  it('outlasts undo, and opening the block by its title and coming back', () => {
    const test = unfold(twoBlocks(), 'first')
    test.click(test.on('stem')).key('Delete').undo()
    expect(test.node('first').form).toBe('container')
    test.doubleClick(title(test.node('first')))
    expect([test.graph, test.path]).toEqual(['residual', [test.document.nodes[test.path[0]!]!.id]])
    test.key('Escape').expectSelected('first')
    expect(test.node('first').form).toBe('container')
  })
})

describe('what is inside an unfolded block', () => {
  it('is selected in its own graph and in its own instance', () => {
    const test = unfold(twoBlocks(), 'first', 'second')
    const node = inside(test, 'second', 'conv1')
    test.click(middle(node)).expectSelected('conv1')
    expect([test.editor.model.graph, test.editor.model.path]).toEqual(['residual', node.path])
    expect(test.graph).toBe('root')
    test.click(middle(inside(test, 'second', 'conv2')), { isShift: true }).expectSelected('conv1', 'conv2')
    test.click(middle(inside(test, 'first', 'conv2')), { isShift: true }).expectSelected('conv2')
    test.click(title(test.node('first'))).expectSelected('first')
    expect(test.editor.model.graph).toBe('root')
  })

  it('is deleted in the definition, so in every instance, and comes back in one step', () => {
    const test = unfold(twoBlocks(), 'first', 'second')
    const before = test.document
    test.click(middle(inside(test, 'first', 'relu1'))).key('Delete')
    const relus = [...test.editor.scene.nodes.values()].filter(({ id }) => test.document.nodes[id]!.name === 'relu1')
    expect(relus).toEqual([])
    expect(test.undo().document).toEqual(before)
  })

  it('moves in the definition, and the block grows with it', () => {
    const test = unfold(twoBlocks(), 'first', 'second')
    const width = (name: string): number => test.node(name).bounds.right - test.node(name).bounds.left
    const [before, other] = [width('first'), width('second')]
    const from = middle(inside(test, 'first', 'conv1'))
    test.drag(from, canvasPoint(from.x - 320, from.y))
    expect(width('first')).toBeGreaterThan(before + 100)
    expect(width('second')).toBeGreaterThan(other + 100)
    const body = test.node('first').body!
    expect(contains(body, middle(inside(test, 'first', 'conv1')))).toBe(true)
    expect(test.history.past).toHaveLength(1)
  })

  it('is joined among itself, in the definition', () => {
    const test = unfold(twoBlocks(), 'first')
    const [from, to] = [inside(test, 'first', 'input').outputs[0]!.at, inside(test, 'first', 'conv2').inputs[0]!.at]
    test.drag(from, to)
    const edges = Object.values(test.document.edges).filter(({ graph }) => graph === 'residual')
    const name = (id: NodeId): string => test.document.nodes[id]!.name
    expect(edges.map(edge => `${name(edge.from.node)} > ${name(edge.to.node)}`)).toContain('input > conv2')
    expect(test.undoLabel).toBe('Connect layers')
  })

  it('is not joined across the border of the block, and says what to do instead', () => {
    const test = unfold(twoBlocks(), 'first')
    const { document } = test
    test.carry(test.output('stem'), inside(test, 'first', 'conv2').inputs[0]!.at)
    const { overlay } = test.editor
    expect(overlay.kind === 'joining' && overlay.over?.verdict).toEqual({
      kind: 'refused',
      reason: 'A connection can’t cross a block’s border. Lead it through an input or an output of the block.'
    })
    expect(test.release().document).toBe(document)
  })

  it('is framed by itself, and what is around it by itself', () => {
    const test = unfold(twoBlocks(), 'first')
    const body = test.node('first').body!
    test.drag(canvasPoint(body.left + 4, body.top + 40), canvasPoint(body.right + 400, body.bottom + 400))
    expect(test.editor.model.graph).toBe('residual')
    expect(test.selection).toContain('conv1')
    expect(test.selection).not.toContain('second')
    test.drag(canvasPoint(-400, -100), canvasPoint(body.right + 400, body.bottom + 20))
    expect(test.selection).toEqual(['data', 'first', 'stem'])
  })

  it('gives way to the block when the block is folded', () => {
    const test = unfold(twoBlocks(), 'first')
    test.click(middle(inside(test, 'first', 'conv1')))
    unfold(test, 'first').expectSelected('first')
    expect(test.editor.model.graph).toBe('root')
  })
})

describe('moving around unfolded blocks', () => {
  it('brings a node to where it was dropped, and its column follows where the block needs no room', () => {
    const test = unfold(twoBlocks(), 'first')
    const { bounds, id } = test.node('flatten')
    const { y } = test.document.positions[id]!
    const from = test.on('flatten')
    test.drag(from, canvasPoint(from.x + 400, from.y + 80), { isModified: true })
    expect(test.node('flatten').bounds).toMatchObject({ left: bounds.left + 400, top: bounds.top + 80 })
    expect(test.document.positions[id]!.y).toBe(y + 80)
    unfold(test, 'first')
    expect(test.node('flatten').bounds.left).toBeGreaterThan(test.node('second').bounds.right)
  })

  it('moves an unfolded block with all that is inside it, and nothing in its definition', () => {
    const test = unfold(twoBlocks(), 'first')
    const inner = inside(test, 'first', 'conv1')
    const definition = test.document.positions[inner.id]
    const within = inner.bounds.left - test.node('first').bounds.left
    const from = title(test.node('first'))
    test.carry(from, canvasPoint(from.x + 80, from.y))
    const { overlay } = test.editor
    expect(overlay.kind === 'moving' && overlay.nodes.has(inner.key)).toBe(true)
    test.release().expectSelected('first')
    expect(test.document.positions[inner.id]).toEqual(definition)
    expect(inside(test, 'first', 'conv1').bounds.left - test.node('first').bounds.left).toBe(within)
  })
})

describe('placing over an unfolded block', () => {
  const relu: PaletteItem = { id: 'relu', label: 'ReLU', summary: '', family: 'activation', adds: { type: 'relu' } }

  it('adds a layer inside, where it was dropped, in the definition', () => {
    const test = unfold(twoBlocks(), 'first')
    const { body } = test.node('first')
    const at = canvasPoint(body!.right - 110, body!.top + 140)
    test.editor.beginPlacing(relu)
    test.move(at).release().expectSelected('relu')
    expect(test.editor.model.graph).toBe('residual')
    const { bounds } = inside(test, 'first', 'relu')
    expect(contains(test.node('first').body!, canvasPoint(bounds.left, bounds.top))).toBe(true)
    expect(
      Object.values(test.document.nodes)
        .filter(({ name }) => name === 'relu')
        .map(({ graph }) => graph)
    ).toEqual(['residual'])
  })

  it('adds a block nowhere inside itself', () => {
    const test = unfold(twoBlocks(), 'first')
    const { document } = test
    const { body } = test.node('first')
    test.editor.beginPlacing({ ...relu, adds: { block: 'residual' } })
    test.move(canvasPoint(body!.right - 60, body!.top + 140)).release()
    expect(test.document).toBe(document)
  })
})
