import { array, assert, constantFrom, integer, property, record } from 'fast-check'
import { expect, it } from 'vitest'
import { residual } from '../../../core/blocks/residual/residual.ts'
import { validate } from '../../../core/document/validate.ts'
import type { GraphBuilder } from '../../../core/graph/graph-builder.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import type { PaletteItem } from '../../../renderer/canvas/edits/palette-item.ts'
import { copySelection, pasteFragment } from '../../../renderer/canvas/edits/clipboard.ts'
import { groupSelection } from '../../../renderer/canvas/edits/blocks/group-selection.ts'
import { ungroupSelection } from '../../../renderer/canvas/edits/blocks/ungroup-selection.ts'
import { canvasPoint, type CanvasPoint } from '../../../renderer/canvas/points.ts'
import { foldButtonOf } from '../../../renderer/canvas/scene/fold-button.ts'
import { makeScene } from '../../../renderer/canvas/scene/make-scene.ts'
import type { SceneNode } from '../../../renderer/canvas/scene/scene.ts'
import { smallNetwork, TestEditor } from './test-editor.ts'

const items: readonly PaletteItem[] = [
  { id: 'relu', label: 'ReLU', summary: '', family: 'activation', adds: { type: 'relu' } },
  { id: 'add', label: 'Add', summary: '', family: 'merging', adds: { type: 'add' } },
  { id: 'loss', label: 'Loss', summary: '', family: 'loss', adds: { type: 'softmaxCrossEntropy' } },
  { id: 'residual', label: 'Residual', summary: '', family: 'block', adds: { block: residual } }
]

const deeds = [
  'move',
  'join',
  'click',
  'frame',
  'add',
  'place',
  'open',
  'fold',
  'key',
  'cancel',
  'group',
  'ungroup',
  'paste'
] as const
const keys = ['Delete', 'Escape', 'Tab', 'ArrowDown', 'ArrowLeft', 'l', 'd', 'Enter'] as const

const step = record({
  deed: constantFrom(...deeds),
  key: constantFrom(...keys),
  a: integer({ min: 0, max: 999 }),
  b: integer({ min: 0, max: 999 }),
  x: integer({ min: -300, max: 900 }),
  y: integer({ min: -300, max: 900 })
})
type Step = ReturnType<typeof step.generate>['value']

/** On a node: on the title of an unfolded block, and not on what is inside it. */
function middle({ bounds, form }: SceneNode) {
  return canvasPoint(bounds.left + 30, bounds.top + (form === 'card' ? 26 : 12))
}

/** Two instances of one block, so that what is done inside one shows in the other. */
function blocksNetwork(graph: GraphBuilder): void {
  const data = graph.layer('data', { size: [16, 16] })
  const first = graph.block(residual, { filters: 4 }, data.output('image'), { name: 'first' })
  graph.layer('flatten', {}, graph.block(residual, { filters: 8 }, first, { name: 'second', repeat: 2 }))
}

function perform(test: TestEditor, { deed, key, a, b, x, y }: Step): void {
  const nodes = [...test.editor.scene.nodes.values()]
  const [first, second] = [nodes[a % Math.max(1, nodes.length)], nodes[b % Math.max(1, nodes.length)]]
  const item = items[b % items.length]!
  const position = canvasPoint(x, y)
  switch (deed) {
    case 'add':
      // A block does not go into itself; the palette does not offer it there.
      if (test.position.graph === 'root' || item.id !== 'residual') test.editor.add(item)
      return
    case 'place':
      if (test.graph !== 'root' && item.id === 'residual') return
      test.editor.beginPlacing(item)
      test.move(position).release()
      return
    case 'frame':
      test.drag(position, canvasPoint(x + 400, y + 300), { isShift: a % 2 === 0 })
      return
    case 'key':
      test.key(key, { isModified: key === 'd' })
      return
    case 'group':
      groupSelection(test.editor.model)
      return
    case 'ungroup':
      ungroupSelection(test.editor.model)
      return
    case 'paste': {
      const fragment = copySelection(test.editor.model)
      if (fragment !== undefined) pasteFragment(test.editor.model, fragment, a % 2 === 0 ? { at: position } : {})
      return
    }
    default:
      if (first !== undefined && second !== undefined) performOn(test, deed, [first, second], { a, b, position })
  }
}

interface Choice {
  readonly a: number
  readonly b: number
  readonly position: CanvasPoint
}

function performOn(
  test: TestEditor,
  deed: 'move' | 'join' | 'click' | 'open' | 'fold' | 'cancel',
  [first, second]: readonly [SceneNode, SceneNode],
  { a, b, position }: Choice
): void {
  switch (deed) {
    case 'move':
      test.drag(middle(first), position)
      return
    case 'join':
      if (first.outputs.length > 0) test.drag(first.outputs[a % first.outputs.length]!.at, middle(second))
      return
    case 'click':
      test.click(middle(first), { isShift: b % 2 === 0 })
      return
    case 'open':
      test.doubleClick(middle(first))
      return
    case 'fold': {
      const button = foldButtonOf(first)
      if (button !== undefined) test.click(canvasPoint(button.left + 10, button.top + 10))
      return
    }
    case 'cancel':
      test.carry(middle(first), position).key('Escape').release()
  }
}

/** The editor's scene is put together from what it was before; steps of history bring whole scenes back. */
function expectSceneAsMadeAnew({ editor }: TestEditor): void {
  const { document, shown, unfolded } = editor.model
  const anew = makeScene({ document, network: inferNetwork(document), ...shown, unfolded })
  for (const part of ['nodes', 'edges', 'notes', 'bounds'] as const) expect(editor.scene[part]).toEqual(anew[part])
}

it.each([
  ['a network', smallNetwork],
  ['a network of blocks', blocksNetwork]
])(
  'leaves a valid document after anything done to %s, undoes to the start and redoes to the end',
  { timeout: 60_000 },
  (_, draw) => {
    assert(
      property(array(step, { maxLength: 30 }), steps => {
        const test = new TestEditor(draw)
        const start = test.document
        for (const each of steps) {
          perform(test, each)
          expect(validate(test.document, layerOf)).toEqual([])
          expectSceneAsMadeAnew(test)
        }
        const end = test.document
        const { length } = test.history.past
        for (let count = 0; count < length; count += 1) test.undo()
        expect(test.document).toEqual(start)
        expectSceneAsMadeAnew(test)
        for (let count = 0; count < length; count += 1) test.redo()
        expect(test.document).toEqual(end)
        expectSceneAsMadeAnew(test)
      }),
      { numRuns: 150, seed: 15 }
    )
  }
)
