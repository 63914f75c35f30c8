import { describe, expect, it } from 'vitest'
import { residual } from '../../../core/blocks/residual/residual.ts'
import { fragmentText, readFragment } from '../../../core/document/blocks/fragments/fragment-text.ts'
import type { Document } from '../../../core/document/records.ts'
import { validate } from '../../../core/document/validate.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { copySelection, pasteFragment } from '../../../renderer/canvas/edits/clipboard.ts'
import { groupSelection } from '../../../renderer/canvas/edits/blocks/group-selection.ts'
import { makeSelectionUnique } from '../../../renderer/canvas/edits/blocks/make-unique.ts'
import { ungroupSelection } from '../../../renderer/canvas/edits/blocks/ungroup-selection.ts'
import { canvasPoint, overlaps } from '../../../renderer/canvas/points.ts'
import { selectNodes } from '../../../renderer/canvas/selection.ts'
import { smallNetwork, TestEditor } from './test-editor.ts'

function select(test: TestEditor, ...names: readonly string[]): void {
  test.editor.model.select(selectNodes(names.map(name => test.node(name).id)))
}

/** Over the text, as it goes between windows. */
function copied(test: TestEditor): Document {
  const read = readFragment(fragmentText(copySelection(test.editor.model)!), layerOf)
  if ('problem' in read) throw new Error(read.problem.message)
  return read.fragment
}

function expectNoOverlap(test: TestEditor): void {
  const bounds = [...test.editor.scene.nodes.values()].map(node => node.bounds)
  const pairs = bounds.flatMap((one, index) => bounds.slice(index + 1).filter(other => overlaps(one, other)))
  expect(pairs).toEqual([])
}

function totals(test: TestEditor) {
  expect(validate(test.document, layerOf)).toEqual([])
  return inferNetwork(test.document).totals
}

describe('grouping', () => {
  it('puts the instance where the nodes were and selects it, in one step that can be undone', () => {
    const test = new TestEditor(smallNetwork)
    const start = test.document
    const middle = (test.node('first').bounds.top + test.node('second').bounds.top) / 2
    select(test, 'first', 'second')
    expect(groupSelection(test.editor.model)).toBeUndefined()
    test.expectSelected('block')
    expect(Math.abs(test.node('block').bounds.top - middle)).toBeLessThan(8)
    expect(test.edges).toContain('data.image > block.input')
    expect(test.undoLabel).toBe('Group 2 layers')
    expect(test.undo().document).toEqual(start)
  })

  it('keeps the arrangement inside, with the ends of the block above and below', () => {
    const test = new TestEditor(smallNetwork)
    const distance = test.node('second').bounds.top - test.node('first').bounds.top
    select(test, 'first', 'second')
    groupSelection(test.editor.model)
    test.editor.model.enter(test.node('block').id)
    const [input, first, second, output] = ['input', 'first', 'second', 'output'].map(
      name => test.node(name).bounds.top
    )
    expect(second! - first!).toBe(distance)
    expect([input! < first!, output! > second!]).toEqual([true, true])
    expectNoOverlap(test)
  })

  it('turns with the drawing: what flows right has the ends of its blocks to the left and to the right', () => {
    const test = new TestEditor(smallNetwork)
    test.editor.model.edit('Turn', draft => {
      draft.setDirection('root', 'right')
      for (const [id, { x, y }] of Object.entries(test.document.positions)) draft.move(id, { x: 3 * y, y: x })
    })
    select(test, 'first', 'second')
    groupSelection(test.editor.model)
    test.editor.model.enter(test.node('block').id)
    const [input, first, second, output] = ['input', 'first', 'second', 'output'].map(name => test.node(name).bounds)
    expect([input!.left < first!.left, output!.left > second!.left, input!.top]).toEqual([true, true, first!.top])
    expectNoOverlap(test)
  })

  it('works inside an unfolded block, and leaves what it made selected there', () => {
    const test = new TestEditor(graph => {
      const data = graph.layer('data', { size: [16, 16] })
      graph.block(residual, { filters: 24 }, data.output('image'), { name: 'unit' })
    })
    const { model } = test.editor
    const path = [test.node('unit').id]
    model.unfold(new Map([['unit', 'first']]))
    const before = totals(test)
    model.select({ ...selectNodes(['residual.conv1', 'residual.norm1']), path })
    expect(groupSelection(model)).toBeUndefined()
    test.expectSelected('block')
    expect([model.path, model.shown.path]).toEqual([path, []])
    pasteFragment(model, copied(test))
    expect(model.path).toEqual(path)
    test.undo()
    const block = Object.values(test.document.nodes).find(({ name }) => name === 'block')!
    model.select({ ...selectNodes([block.id]), path })
    ungroupSelection(model)
    test.expectSelected('conv1', 'norm1')
    expect(totals(test)).toEqual(before)
  })

  it('says why the data can not go into a block, and changes nothing', () => {
    const test = new TestEditor(smallNetwork)
    select(test, 'data', 'first')
    expect(groupSelection(test.editor.model)?.message).toContain('"data" has to stay outside')
    expect(test.history.past).toEqual([])
  })

  it('lets the insides out again where nothing covers them', () => {
    const test = new TestEditor(smallNetwork)
    const before = totals(test)
    const positions = [test.node('first').bounds, test.node('second').bounds]
    select(test, 'first', 'second')
    groupSelection(test.editor.model)
    ungroupSelection(test.editor.model)
    test.expectSelected('first', 'second')
    expect(test.document.blocks).toEqual({})
    // Nothing has moved meanwhile, so they stand where they stood.
    expect([test.node('first').bounds, test.node('second').bounds]).toEqual(positions)
    expect(totals(test)).toEqual(before)
    expectNoOverlap(test)
  })

  it('opens a repeated block into a row, and what follows makes room', () => {
    const test = new TestEditor(graph => {
      const data = graph.layer('data', { size: [16, 16] })
      const stage = graph.block(residual, { filters: 8, stride: 2 }, data.output('image'), {
        repeat: 3,
        name: 'stage'
      })
      const pooled = graph.layer('globalAveragePooling2d', {}, stage)
      const dense = graph.layer('dense', { units: 10 }, pooled)
      graph.layer('softmaxCrossEntropy', {}, { prediction: dense, target: data.output('label') }, { name: 'loss' })
    })
    const before = totals(test)
    select(test, 'stage')
    ungroupSelection(test.editor.model)
    expect(totals(test)).toEqual(before)
    expectNoOverlap(test)
    expect(test.undoLabel).toBe('Ungroup block')
  })
})

describe('making unique', () => {
  it('gives the selected instances one definition, which others do not follow', () => {
    const test = new TestEditor(graph => {
      const data = graph.layer('data', { size: [16, 16] })
      const one = graph.block(residual, { filters: 8 }, data.output('image'), { name: 'one' })
      const two = graph.block(residual, { filters: 8 }, one, { name: 'two' })
      graph.block(residual, { filters: 8 }, two, { name: 'three' })
    })
    const before = totals(test)
    select(test, 'one', 'two')
    makeSelectionUnique(test.editor.model)
    const blockOf = (name: string): string => test.document.nodes[test.node(name).id]!.block!
    expect(blockOf('one')).toBe(blockOf('two'))
    expect([blockOf('three'), test.document.blocks[blockOf('one')]!.label]).toEqual(['residual', 'Residual block 2'])
    expect(totals(test)).toEqual(before)
  })
})

describe('the clipboard', () => {
  it('pastes again and again without covering anything', () => {
    const test = new TestEditor(smallNetwork)
    select(test, 'first', 'second')
    const fragment = copied(test)
    for (let count = 0; count < 4; count += 1) {
      pasteFragment(test.editor.model, fragment)
      pasteFragment(test.editor.model, fragment, { at: canvasPoint(400, 300) })
    }
    expect(test.names.filter(name => name.startsWith('first'))).toHaveLength(9)
    expect(test.edges.filter(edge => /^first\d* |^first\S* > second/.test(edge))).toHaveLength(9)
    totals(test)
    expectNoOverlap(test)
  })

  it('shares definitions that are the same and brings others under a new name', () => {
    const draw = (): TestEditor =>
      new TestEditor(graph => {
        const data = graph.layer('data', { size: [16, 16] })
        graph.block(residual, { filters: 8 }, data.output('image'), { name: 'unit' })
      })
    const [from, same, other] = [draw(), draw(), draw()]
    select(from, 'unit')
    pasteFragment(same.editor.model, copied(from))
    expect(Object.keys(same.document.blocks)).toEqual(['residual'])
    other.editor.model.edit('Change', draft => draft.removeNode('residual.relu2'))
    const result = pasteFragment(other.editor.model, copied(from))
    const labels = Object.values(other.document.blocks).map(({ label }) => label)
    expect(labels).toEqual(['Residual block', 'Residual block 2'])
    expect(result).toMatchObject({ renamed: [expect.any(String)] })
    totals(other)
  })

  it('puts the numbers of the open instance into what comes from inside a block', () => {
    const test = new TestEditor(graph => {
      const data = graph.layer('data', { size: [16, 16] })
      graph.block(residual, { filters: 24 }, data.output('image'), { name: 'unit' })
    })
    test.editor.model.enter(test.node('unit').id)
    select(test, 'conv1')
    const fragment = copied(test)
    test.editor.model.leave()
    pasteFragment(test.editor.model, fragment)
    expect(test.document.nodes[test.node('conv1').id]!.parameters).toMatchObject({ filters: 24, strides: 1 })
  })

  it('refuses a block inside itself, and says so', () => {
    const test = new TestEditor(graph => {
      const data = graph.layer('data', { size: [16, 16] })
      graph.block(residual, {}, data.output('image'), { name: 'unit' })
    })
    select(test, 'unit')
    const fragment = copied(test)
    test.editor.model.enter(test.node('unit').id)
    expect(pasteFragment(test.editor.model, fragment)).toMatchObject({
      problem: { message: 'Residual block would stand inside itself.' }
    })
    expect(test.history.past).toEqual([])
  })
})
