import { expect, it } from 'vitest'
import { residual } from '../../../../core/blocks/residual/residual.ts'
import type { PaletteItem } from '../../../../renderer/canvas/edits/palette-item.ts'
import { chooseOffer } from '../../../../renderer/canvas/menus/offer-menus.ts'
import { canvasPoint } from '../../../../renderer/canvas/points.ts'
import { foldButtonOf } from '../../../../renderer/canvas/scene/fold-button.ts'
import { TestEditor } from '../test-editor.ts'

const dropout: PaletteItem = {
  id: 'dropout',
  label: 'Dropout',
  summary: '',
  family: 'regularization',
  adds: { type: 'dropout' }
}

/** Two instances of one block, the second of them unfolded. */
function unfolded(): TestEditor {
  const test = new TestEditor(graph => {
    const data = graph.layer('data', { size: [16, 16] })
    const conv = graph.layer('conv2d', { filters: 8, padding: 'same' }, data.output('image'), { name: 'stem' })
    const first = graph.block(residual, { filters: 8, shortcut: 'identity' }, conv, { name: 'first' })
    graph.layer('flatten', {}, graph.block(residual, { filters: 16 }, first, { name: 'second' }))
  })
  const { left, top } = foldButtonOf(test.node('second'))!
  return test.click(canvasPoint(left + 10, top + 10))
}

/** Edges inside the block, by names. */
function edgesInside({ document }: TestEditor): readonly string[] {
  const name = (id: string): string => document.nodes[id]!.name
  return Object.values(document.edges)
    .filter(({ graph }) => graph === residual.block.graph)
    .map(({ from, to }) => `${name(from.node)} > ${name(to.node)}`)
}

it('puts a layer into an edge inside an unfolded block, where it is seen', () => {
  const test = unfolded()
  const [from, to] = [test.output('relu1'), test.input('conv2', 'input')]
  test.editor.beginPlacing(dropout)
  test.move(canvasPoint((from.x + to.x) / 2, (from.y + to.y) / 2))
  expect(test.editor.overlay).toMatchObject({ onto: { verdict: { kind: 'fits' } } })
  test.release()
  expect(edgesInside(test)).toEqual(expect.arrayContaining(['relu1 > dropout', 'dropout > conv2']))
  expect(test.node('dropout').bounds.left).toBe(test.node('conv2').bounds.left)
  expect(test.node('dropout').bounds.top).toBeGreaterThan(test.node('relu1').bounds.bottom)
})

it('drops a layer beside the edges into the graph that is seen there', () => {
  const test = unfolded()
  test.editor.camera.fit()
  const { right, bottom } = test.node('second').bounds
  const [at, before] = [canvasPoint(right - 110, bottom - 90), test.node('conv1').bounds]
  test.editor.beginPlacing(dropout)
  test.move(at).release()
  const { id, bounds } = test.node('dropout')
  expect(test.document.nodes[id]!.graph).toBe(residual.block.graph)
  // The block may grow and take all that is in it along.
  const { left, top } = test.node('conv1').bounds
  expect(Math.abs(bounds.left + 92 - left - (at.x - before.left))).toBeLessThanOrEqual(4)
  expect(Math.abs(bounds.top + 26 - top - (at.y - before.top))).toBeLessThanOrEqual(4)
  test.editor.beginPlacing(dropout)
  test.move(canvasPoint(test.editor.camera.seen.left + 20, 0)).release()
  expect(
    Object.values(test.document.nodes)
      .filter(({ type }) => type === 'dropout')
      .map(({ graph }) => graph)
  ).toEqual([residual.block.graph, test.document.root])
})

it('joins what is chosen to a port inside', () => {
  const test = unfolded()
  const port = test.output('conv1')
  test.drag(port, canvasPoint(port.x - 60, port.y + 12))
  expect(test.editor.menu).toMatchObject({ kind: 'offers', position: { graph: residual.block.graph } })
  chooseOffer(test.editor, dropout)
  expect(edgesInside(test)).toContain('conv1 > dropout')
})

it('closes the gap inside, for all instances', () => {
  const test = unfolded()
  const position = test.node('conv2').bounds
  test.click(test.on('relu1')).key('Delete')
  expect(edgesInside(test)).toContain('norm1 > conv2')
  expect(test.node('conv2').bounds.top).toBeLessThan(position.top)
})

it('moves the end of an edge inside, and says that blocks have borders', () => {
  const test = unfolded()
  test.carry(test.input('conv2', 'input'), test.input('flatten', 'input'))
  expect(test.editor.overlay).toMatchObject({ over: { verdict: { kind: 'refused' } } })
  test.key('Escape').release()
  test.drag(test.input('conv2', 'input'), test.input('relu2', 'input'))
  expect(edgesInside(test)).toContain('relu1 > relu2')
})
