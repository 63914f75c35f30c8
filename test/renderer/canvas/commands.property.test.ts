import { array, assert, constantFrom, integer, oneof, property, record } from 'fast-check'
import { expect, it } from 'vitest'
import { inception } from '../../../core/blocks/inception/inception.ts'
import { residual } from '../../../core/blocks/residual/residual.ts'
import { validate } from '../../../core/document/validate.ts'
import type { GraphBuilder } from '../../../core/graph/graph-builder.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { copySelection, pasteFragment } from '../../../renderer/canvas/edits/clipboard.ts'
import { chooseOffer } from '../../../renderer/canvas/menus/offer-menus.ts'
import { offersFor } from '../../../renderer/canvas/menus/offers.ts'
import { commands } from '../../../renderer/commands/catalogue.ts'
import { paletteGroups } from '../../../renderer/panels/design/palette/palette-items.ts'
import type { Studio } from '../../../renderer/state/studio.svelte.ts'
import { createRandom } from '../random.ts'
import { TestEditor } from './test-editor.ts'

/** What commands do to the drawing; the others look, or talk with the machine. */
const changing = /^(edit|block|arrange|note|walk\.(open|escape)|view\.(un)?fold)/
const ofTheWindow = [
  'edit.undo',
  'edit.redo',
  'edit.copy',
  'edit.cut',
  'edit.paste',
  'edit.find',
  'block.copy',
  'block.usages',
  'block.deleteUnused'
]
const tried = commands.filter(({ id, isOfCanvas }) => isOfCanvas && changing.test(id) && !ofTheWindow.includes(id))

const step = record({
  deed: oneof(
    { weight: 6, arbitrary: integer({ min: 0, max: 9999 }) },
    { weight: 2, arbitrary: constantFrom('copy', 'paste') },
    { weight: 1, arbitrary: constantFrom('undo') }
  ),
  /** What is selected before, as parts of what is there. */
  seed: integer({ min: 0, max: 1_000_000 }),
  /** Layers in a row, or as large a part of all. */
  row: constantFrom(0, 1, 2, 3, 5),
  fraction: constantFrom(0.05, 0.2, 0.6)
})
type Step = ReturnType<typeof step.generate>['value']

function nested(graph: GraphBuilder): void {
  const data = graph.layer('data', { size: [32, 32] })
  const first = graph.layer('conv2d', { filters: 8 }, data.output('image'))
  const second = graph.block(residual, { filters: 8 }, first)
  const third = graph.block(inception, {}, second)
  const flat = graph.layer('flatten', {}, graph.block(residual, { filters: 16 }, third))
  const dense = graph.layer('dense', { units: 10 }, flat)
  graph.layer('softmaxCrossEntropy', {}, { prediction: dense, target: data.output('label') })
}

/** The rest of the window, which takes whatever a command tells it. */
const anything: unknown = new Proxy(() => undefined, { get: () => anything, apply: () => anything })

function studioOf(test: TestEditor): Studio {
  const parts = test.studio as unknown as Record<string, unknown>
  return new Proxy({} as Studio, { get: (_, name) => parts[String(name)] ?? anything })
}

function select(test: TestEditor, { seed, row, fraction }: Step): void {
  const random = createRandom(seed)
  const pick = <Value>(all: Iterable<Value>) => new Set([...all].filter(() => random() < fraction))
  const { nodes, edges, notes } = test.editor.scene
  // All are of one graph, as the gestures that select see to.
  const ofShown = <Id, Value extends { readonly path: readonly string[] }>(all: ReadonlyMap<Id, Value>) =>
    [...all.values()].filter(({ path }) => path.length === test.path.length)
  const ids = (all: readonly { readonly id: string }[]) => pick(all.map(({ id }) => id))
  if (row === 0) {
    test.editor.model.select({ nodes: ids(ofShown(nodes)), edges: ids(ofShown(edges)), notes: pick(notes.keys()) })
    return
  }
  const shown = ofShown(nodes)
  let at = shown[Math.floor(random() * shown.length)]?.id
  const inRow = new Set<string>()
  for (let length = 0; at !== undefined && length < row; length += 1) {
    inRow.add(at)
    const next = Object.values(test.document.edges).filter(({ from }) => from.node === at)
    at = next[Math.floor(random() * next.length)]?.to.node
  }
  test.editor.model.select({ nodes: inRow, edges: new Set(), notes: new Set() })
}

function perform(test: TestEditor, each: Step, copied: { fragment: ReturnType<typeof copySelection> }): string {
  select(test, each)
  const { deed } = each
  // An emptied drawing would stay empty.
  if (test.graph === test.document.root && test.editor.scene.nodes.size < 4) test.undo()
  if (deed === 'undo') test.undo()
  else if (deed === 'copy') copied.fragment = copySelection(test.editor.model) ?? copied.fragment
  else if (deed === 'paste') {
    if (copied.fragment !== undefined && Object.keys(test.document.nodes).length < 300)
      pasteFragment(test.editor.model, copied.fragment)
  } else if (typeof deed === 'number') return run(test, deed)
  return deed
}

/** One of the commands that are enabled now. Answers with its id. */
function run(test: TestEditor, number: number): string {
  const studio = studioOf(test)
  const isGrown = Object.keys(test.document.nodes).length > 300
  const enabled = tried.filter(
    command => !(isGrown && /duplicate|copy|unique/i.test(command.id)) && command.isEnabled(studio)
  )
  const command = enabled[number % Math.max(1, enabled.length)]
  if (command !== undefined) void command.run(studio)
  takeOffer(test, number)
  if (test.editor.writing.note !== undefined) test.editor.writing.end({ text: number % 2 === 0 ? '' : 'words' })
  return command?.id ?? 'nothing'
}

/** Takes something from the menu of layers and blocks, if the command opened it. */
function takeOffer({ editor }: TestEditor, number: number): void {
  const { menu, model } = editor
  if (menu?.kind !== 'offers') return
  const items = paletteGroups(model.document, menu.position.graph).flatMap(group => group.items)
  const offers = offersFor(model, items, menu.purpose)
  const offer = offers[number % Math.max(1, offers.length)]
  if (offer !== undefined) chooseOffer(editor, offer.item)
}

it(`leaves a valid document after any of ${tried.length} commands of the canvas, undoes to the start and redoes to the end`, () => {
  let changes = 0
  assert(
    property(array(step, { minLength: 30, maxLength: 60, size: 'max' }), steps => {
      const test = new TestEditor(nested)
      const start = test.document
      const copied = { fragment: undefined }
      for (const each of steps) {
        const name = perform(test, each, copied)
        expect(validate(test.document, layerOf), `after ${name}`).toEqual([])
      }
      const end = test.document
      const { length } = test.history.past
      changes += length
      for (let count = 0; count < length; count += 1) test.undo()
      expect(test.document).toEqual(start)
      for (let count = 0; count < length; count += 1) test.redo()
      expect(test.document).toEqual(end)
    }),
    { numRuns: 80, seed: 11 }
  )
  expect(changes).toBeGreaterThan(1000)
}, 120_000)
