import { describe, expect, it } from 'vitest'
import { residual } from '../../../../core/blocks/residual/residual.ts'
import { chooseOffer, offerNext, offerOnEdge, offerReplacement } from '../../../../renderer/canvas/menus/offer-menus.ts'
import { offersFor } from '../../../../renderer/canvas/menus/offers.ts'
import { inPlace } from '../../../../renderer/canvas/editor-model.ts'
import { canvasPoint } from '../../../../renderer/canvas/points.ts'
import { selectEdges, selectNodes } from '../../../../renderer/canvas/selection.ts'
import { paletteGroups } from '../../../../renderer/panels/design/palette/palette-items.ts'
import { smallNetwork, TestEditor } from '../test-editor.ts'

const empty = canvasPoint(500, 300)

/** What the open menu offers, by the ids of the palette. */
function offered(test: TestEditor): { readonly fit: readonly string[]; readonly unfit: readonly string[] } {
  const { menu, model } = test.editor
  expect(menu?.kind).toBe('offers')
  if (menu?.kind !== 'offers') return { fit: [], unfit: [] }
  const items = paletteGroups(model.document, menu.position.graph).flatMap(group => group.items)
  const offers = offersFor(inPlace(model, menu.position), items, menu.purpose)
  const ids = (isFit: boolean): string[] => offers.filter(offer => offer.isFit === isFit).map(({ item }) => item.id)
  return { fit: ids(true), unfit: ids(false) }
}

function choose(test: TestEditor, id: string): void {
  const { menu, model } = test.editor
  if (menu?.kind !== 'offers') throw new Error('No menu is open.')
  const items = paletteGroups(model.document, menu.position.graph).flatMap(group => group.items)
  chooseOffer(
    test.editor,
    items.find(item => item.id === id)!
  )
}

function network(): TestEditor {
  return new TestEditor(smallNetwork)
}

describe('letting go of an edge in the void', () => {
  it('offers what takes the output, by shape first and then by what the literature does there', () => {
    const test = network()
    test.drag(test.output('second'), empty)
    const { fit, unfit } = offered(test)
    expect(fit.slice(0, 3)).toEqual(['batchNormalization', 'conv2d', 'conv1x1'])
    expect(fit).toContain('block residual')
    expect(unfit).toEqual(expect.arrayContaining(['hinge', 'repeatVector']))
    expect([...fit, ...unfit]).not.toContain('data')
    test.editor.cancel()
    test.drag(test.output('dense'), empty)
    expect(offered(test).unfit).toContain('conv2d')
  })

  it('offers a label only to losses', () => {
    const test = network()
    test.drag(test.output('data', 'label'), empty)
    const { fit, unfit } = offered(test)
    expect([fit[0], unfit]).toEqual(['softmaxCrossEntropy', []])
    expect(fit).not.toContain('relu')
    choose(test, 'meanSquaredError')
    expect(test.edges).toContain('data.label > meanSquaredError.target')
  })

  it('offers what gives what the input needs', () => {
    const test = new TestEditor(graph => {
      graph.layer('conv2d', {})
      graph.layer('softmaxCrossEntropy', {})
    })
    test.drag(test.input('conv2d', 'input'), empty)
    const { fit, unfit } = offered(test)
    expect(fit.slice(0, 2)).toEqual(['relu', 'conv2d'])
    expect(unfit).toEqual(expect.arrayContaining(['flatten', 'globalAveragePooling2d']))
    expect([...fit, ...unfit]).not.toContain('softmaxCrossEntropy')
    test.drag(test.input('softmaxCrossEntropy', 'target'), empty)
    expect(offered(test).fit[0]).toBe('data')
    choose(test, 'data')
    expect(test.edges).toEqual(['data.label > softmaxCrossEntropy.target'])
  })

  it('adds what is chosen at that place and joins it, in one step', () => {
    const test = network()
    const before = test.document
    const from = test.output('first')
    test.drag(from, canvasPoint(from.x - 400, from.y + 30))
    choose(test, 'maxPooling2d')
    test.expectSelected('maxPooling2d')
    expect(test.edges).toContain('first.output > maxPooling2d.input')
    const { x, y } = test.input('maxPooling2d', 'input')
    expect(Math.abs(x - from.x + 400)).toBeLessThanOrEqual(4)
    expect(Math.abs(y - from.y - 30)).toBeLessThanOrEqual(4)
    expect(test.editor.menu).toBeUndefined()
    expect(test.history.past).toHaveLength(1)
    expect(test.undo().document).toEqual(before)
  })

  it('puts a block there with its definition', () => {
    const test = network()
    test.drag(test.output('first'), empty)
    choose(test, 'block residual')
    expect(test.edges).toContain('first.output > residual.input')
    expect(Object.keys(test.document.blocks)).toEqual([residual.block.id])
  })

  it('leaves nothing when the menu goes again', () => {
    const test = network()
    const { document } = test
    test.drag(test.output('first'), empty)
    expect(test.editor.overlay.kind).toBe('joining')
    test.editor.showMenu(undefined)
    expect([test.editor.overlay.kind, test.document === document]).toEqual(['none', true])
    test.drag(test.output('first'), empty).click(empty)
    expect([test.editor.menu, test.document === document]).toEqual([undefined, true])
  })
})

describe('asking for a layer elsewhere', () => {
  it('adds after the selected node, into the edge that leads on', () => {
    const test = network()
    test.click(test.on('flatten'))
    offerNext(test.editor)
    expect(offered(test).fit[0]).toBe('dense')
    choose(test, 'dropout')
    expect(test.edges).toEqual(
      expect.arrayContaining(['flatten.output > dropout.input', 'dropout.output > dense.input'])
    )
  })

  it('adds by itself where empty canvas is pressed twice', () => {
    const test = network()
    const before = test.edges
    test.doubleClick(empty)
    expect(offered(test).unfit).toEqual([])
    choose(test, 'data')
    const { left, right, top, bottom } = test.node('data_2').bounds
    expect(Math.hypot((left + right) / 2 - empty.x, (top + bottom) / 2 - empty.y)).toBeLessThan(8)
    expect(test.edges).toEqual(before)
  })

  it('puts into a connection what fits on both sides', () => {
    const test = network()
    const edge = Object.values(test.document.edges).find(({ to }) => to.node === test.node('second').id)!
    test.editor.model.select(selectEdges([edge.id]))
    offerOnEdge(test.editor)
    const { fit, unfit } = offered(test)
    expect(fit[0]).toBe('conv2d')
    expect(unfit).toEqual(expect.arrayContaining(['flatten', 'globalMaxPooling2d']))
    const distance = test.node('second').bounds.top - test.node('first').bounds.top
    choose(test, 'batchNormalization')
    expect(test.edges).toEqual(
      expect.arrayContaining(['first.output > batchNormalization.input', 'batchNormalization.output > second.input'])
    )
    expect(test.node('second').bounds.top - test.node('first').bounds.top).toBe(2 * distance)
  })
})

describe('replacing', () => {
  function withActivations(): TestEditor {
    return new TestEditor(graph => {
      const data = graph.layer('data', { size: [16, 16] })
      const conv = graph.layer('conv2d', { filters: 6, kernelSize: [5, 5] }, data.output('image'), { name: 'stem' })
      const one = graph.layer('relu', {}, conv)
      const two = graph.layer('relu', {}, one)
      graph.layer('add', {}, [one, two])
    })
  }

  function select(test: TestEditor, ...names: readonly string[]): void {
    test.editor.model.select(selectNodes(names.map(name => test.node(name).id)))
  }

  it('offers the family first, and nothing that would lose an edge or fit only on one side', () => {
    const test = withActivations()
    select(test, 'relu', 'relu_2')
    offerReplacement(test.editor)
    const { fit, unfit } = offered(test)
    expect(fit[0]).toBe('relu6')
    expect([...fit, ...unfit]).not.toEqual(expect.arrayContaining(['relu']))
    expect([...fit, ...unfit].filter(id => ['data', 'output', 'add', 'softmaxCrossEntropy'].includes(id))).toEqual([])
    const edges = test.edges.length
    choose(test, 'tanh')
    expect(test.names).toEqual(expect.arrayContaining(['tanh', 'tanh_2']))
    expect(test.edges).toHaveLength(edges)
    expect(test.undoLabel).toBe('Replace layers by Tanh')
  })

  it('keeps edges, place, a name of its own and parameters of the same name', () => {
    const test = withActivations()
    const { bounds } = test.node('stem')
    select(test, 'stem')
    offerReplacement(test.editor)
    choose(test, 'separableConv2d')
    const { type, parameters } = test.document.nodes[test.node('stem').id]!
    expect({ type, parameters }).toEqual({ type: 'separableConv2d', parameters: { filters: 6, kernelSize: [5, 5] } })
    expect(test.edges).toEqual(expect.arrayContaining(['data.image > stem.input', 'stem.output > relu.input']))
    expect(test.node('stem').bounds).toEqual(bounds)
  })

  it('puts what changes the rank last, where what follows needs it as it is', () => {
    const test = network()
    select(test, 'first')
    offerReplacement(test.editor)
    expect(offered(test).unfit).toEqual(expect.arrayContaining(['flatten', 'globalAveragePooling2d']))
  })
})
