import { describe, expect, it } from 'vitest'
import { residual } from '../../../core/blocks/residual/residual.ts'
import { heatScale, fractionOn, valueAt } from '../../../renderer/canvas/lens/heat-scale.ts'
import { heatColor, inkOn } from '../../../renderer/canvas/paint/heat-colors.ts'
import { emptySelection } from '../../../renderer/canvas/selection.ts'
import { TestEditor, smallNetwork } from './test-editor.ts'

const select = (test: TestEditor, name: string) => {
  test.editor.model.select({ ...emptySelection, nodes: new Set([test.node(name).id]) })
  return test
}

/** Names of what stands back. */
const faded = (test: TestEditor) =>
  [...test.editor.scene.nodes.values()]
    .filter(({ key }) => test.editor.lensChoice.lens.nodes.get(key)?.isFaded)
    .map(({ id }) => test.document.nodes[id]!.name)

describe('the heat map', () => {
  it('has the parameters of each layer on a logarithmic scale where they are far apart', () => {
    const test = new TestEditor(smallNetwork)
    test.editor.lensChoice.showHeat('parameters')
    const heatOf = (name: string) => test.editor.lensChoice.lens.nodes.get(test.node(name).key)!.heat
    expect(test.editor.lensChoice.scale).toMatchObject({
      least: 3 * 3 * 4 + 4,
      most: 12 * 12 * 8 * 10 + 10,
      isLogarithmic: true
    })
    expect(heatOf('first')).toMatchObject({ fraction: 0 })
    expect(heatOf('dense')).toMatchObject({ fraction: 1, text: '11,530 · 97.2 %' })
    expect(heatOf('second')!.fraction).toBeGreaterThan(0.3)
    expect(heatOf('flatten')).toEqual({ fraction: undefined, text: '0' })
  })

  it('draws edges as wide as the root of the bytes that run over them', () => {
    const test = new TestEditor(smallNetwork)
    test.editor.lensChoice.showHeat('memory')
    const { scene, lensChoice } = test.editor
    const widths = [...scene.edges.values()].map(
      edge => [edge.shape, lensChoice.lens.edges.get(edge.key)?.width] as const
    )
    expect(new Map(widths).get('12×12×8')).toBe(12)
    expect(new Map(widths).get('10')).toBeCloseTo(1 + 11 * Math.sqrt(10 / (12 * 12 * 8)), 5)
  })

  it('shows times that were measured, and none once they are of another drawing', () => {
    const test = new TestEditor(smallNetwork)
    const { lensChoice } = test.editor
    lensChoice.setTimes(new Map([[test.node('first').id, 0.5]]))
    lensChoice.showHeat('time')
    expect(lensChoice.lens.nodes.get(test.node('first').key)?.heat?.text).toBe('0.50 ms · 100.0 %')
    lensChoice.setTimes(undefined)
    const heat = lensChoice.lens.nodes.get(test.node('first').key)?.heat
    expect([lensChoice.measure, lensChoice.scale, heat?.text]).toEqual(['time', undefined, '–'])
  })

  it('is the same lens until something that it shows has changed', () => {
    const test = new TestEditor(smallNetwork)
    const { lensChoice, model } = test.editor
    lensChoice.showHeat('macs')
    const { lens } = lensChoice
    select(test, 'first')
    expect(lensChoice.lens).toBe(lens)
    model.edit('Change', draft => draft.setParameters(test.node('first').id, { filters: 16 }))
    expect(lensChoice.lens).not.toBe(lens)
  })

  it('reads a linear scale from 0, and gives back each value at its share', () => {
    const linear = heatScale('macs', [10, 40])!
    expect(linear).toMatchObject({ least: 0, most: 40, isLogarithmic: false })
    const logarithmic = heatScale('macs', [0, 10, 10_000])!
    for (const scale of [linear, logarithmic])
      for (const value of [10, 40]) expect(valueAt(scale, fractionOn(scale, value)!)).toBeCloseTo(value, 6)
    expect(heatScale('macs', [0, 0])).toBeUndefined()
  })

  it('grows darker step by step, so that the order shows without color, and is written on in an ink that reads', () => {
    const stops = ['#fff4d6', '#fdd28a', '#f29a3f', '#c9591a', '#7a2c0c']
    const gray = (hex: string) =>
      [1, 3, 5].reduce(
        (sum, at, index) => sum + [0.2126, 0.7152, 0.0722][index]! * Number.parseInt(hex.slice(at, at + 2), 16),
        0
      )
    const grays = Array.from({ length: 11 }, (_, step) => gray(heatColor(stops, step / 10)))
    expect(grays).toEqual([...grays].sort((a, b) => b - a))
    // The last one as the bundler shortens it.
    expect([0, 1].map(fraction => inkOn(heatColor(stops, fraction), ['#000', '#fff']))).toEqual(['#000', '#fff'])
    expect(inkOn('#8a4a18', ['#000', '#fff'])).toBe('#fff')
  })
})

describe('the ways through a layer', () => {
  it('let stand back what neither leads to it nor follows from it', () => {
    const test = select(new TestEditor(branches), 'left')
    test.editor.lensChoice.showTrace('both')
    expect(faded(test)).toEqual(['right'])
    test.editor.lensChoice.showTrace('back')
    expect(faded(test).sort()).toEqual(['concatenate', 'relu', 'right'])
    test.editor.lensChoice.showTrace('on')
    expect(faded(test).sort()).toEqual(['data', 'right'])
  })

  it('leave out an edge that leads past it, though both its ends lie on a way', () => {
    const test = select(new TestEditor(smallNetwork), 'first')
    test.editor.lensChoice.showTrace('both')
    expect(faded(test)).toEqual([])
    const { scene, lensChoice } = test.editor
    const past = [...scene.edges.values()].filter(edge => lensChoice.lens.edges.get(edge.key)?.isFaded)
    expect(past.map(edge => edge.fromPort)).toEqual(['label'])
  })

  it('show everything while nothing is selected', () => {
    const test = new TestEditor(branches)
    test.editor.lensChoice.showTrace('both')
    expect(faded(test)).toEqual([])
  })

  it('lead through an unfolded block, from its input to its output', () => {
    const test = new TestEditor(graph => {
      const data = graph.layer('data', { size: [16, 16] })
      const stage = graph.block(residual, { filters: 4 }, data.output('image'), { name: 'stage' })
      graph.layer('flatten', {}, stage)
      graph.layer('relu', {}, data.output('image'), { name: 'aside' })
    })
    const stage = test.node('stage').id
    test.editor.folds.unfold([[stage]])
    const inside = [...test.editor.scene.nodes.values()].find(
      node => node.path.length === 1 && node.title.startsWith('Conv')
    )!
    test.editor.model.select({ ...emptySelection, path: inside.path, nodes: new Set([inside.id]) })
    test.editor.lensChoice.showTrace('back')
    expect(faded(test)).toEqual(expect.arrayContaining(['flatten', 'aside']))
    expect(faded(test)).not.toEqual(expect.arrayContaining(['data']))
    expect(faded(test)).not.toContain('stage')
    test.editor.lensChoice.showTrace('on')
    expect(faded(test)).toEqual(expect.arrayContaining(['data', 'aside']))
    expect(faded(test)).not.toContain('flatten')
  })
})

function branches(graph: Parameters<ConstructorParameters<typeof TestEditor>[0]>[0]): void {
  const data = graph.layer('data', { size: [16, 16] })
  const left = graph.layer('conv2d', {}, data.output('image'), { name: 'left' })
  const right = graph.layer('conv2d', {}, data.output('image'), { name: 'right' })
  graph.layer('relu', {}, graph.layer('concatenate', {}, [left, right]))
}
