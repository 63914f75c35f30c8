import { describe, expect, it } from 'vitest'
import { residual } from '../../../../core/blocks/residual/residual.ts'
import { canBypass, toggleBypass } from '../../../../renderer/canvas/edits/bypass.ts'
import { TestEditor } from '../test-editor.ts'

function network(): TestEditor {
  return new TestEditor(graph => {
    const data = graph.layer('data', { size: [16, 16] })
    const conv = graph.layer('conv2d', { filters: 8, padding: 'same' }, data.output('image'), { name: 'conv' })
    const same = graph.layer('conv2d', { filters: 8, padding: 'same' }, conv, { name: 'same' })
    const stage = graph.block(residual, { filters: 8 }, same, { name: 'stage', repeat: 2 })
    const drop = graph.layer('dropout', {}, stage)
    const dense = graph.layer('dense', { units: 10 }, graph.layer('flatten', {}, drop))
    graph.layer('softmaxCrossEntropy', {}, { prediction: dense, target: data.output('label') }, { name: 'loss' })
  })
}

function toggle(test: TestEditor, ...names: readonly string[]): void {
  toggleBypass(test.editor.model, new Set(names.map(name => test.node(name).id)))
}

describe('bypassing', () => {
  it('is offered where what goes out has the shape of what comes in, of layers and blocks alike', () => {
    const test = network()
    const offered = test.names.filter(name => canBypass(test.editor.model, test.node(name).id))
    expect(offered).toEqual(['same', 'stage', 'dropout'])
  })

  it('takes layers out of the totals, and gives the same network again when they are taken back in', () => {
    const test = network()
    const before = test.document
    const { totals } = test.editor.model.network
    toggle(test, 'same', 'stage')
    const { model } = test.editor
    // 3 × 3 × 8 × 8 weights and 8 offsets go with the convolution alone.
    expect(totals.parameters - model.network.totals.parameters).toBeGreaterThan(3 * 3 * 8 * 8 + 8)
    expect(model.network.layers.map(({ path }) => path)).toEqual([
      'data',
      'conv',
      'dropout',
      'flatten',
      'dense',
      'loss'
    ])
    expect(model.network.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(test.undoLabel).toBe('Bypass layers')
    toggle(test, 'same', 'stage')
    expect(model.network.totals).toEqual(totals)
    expect(test.document.nodes).toEqual(before.nodes)
    expect(test.undo().undo().document).toEqual(before)
  })

  it('still shows the shapes on the edges that pass by', () => {
    const test = network()
    const shapes = (): readonly (string | undefined)[] => [...test.editor.scene.edges.values()].map(edge => edge.shape)
    const before = shapes()
    toggle(test, 'same', 'stage')
    expect(shapes()).toEqual(before)
  })

  it('leaves a layer out of every repeat, seen from inside too', () => {
    const test = network()
    test.editor.model.enter(test.node('stage').id)
    const { totals } = test.editor.model.network
    expect(canBypass(test.editor.model, test.node('relu1').id)).toBe(true)
    toggle(test, 'relu1')
    expect(test.editor.model.network.totals.layers).toBe(totals.layers - 2)
    expect(test.node('relu1')).toMatchObject({ isLeftOut: true, severity: undefined })
  })

  it('leaves out all that is inside a block', () => {
    const test = network()
    toggle(test, 'stage')
    expect(test.node('stage')).toMatchObject({ isLeftOut: true, isBypassed: true })
    test.editor.model.enter(test.node('stage').id)
    expect(test.names.filter(name => !test.node(name).isLeftOut)).toEqual([])
  })
})
