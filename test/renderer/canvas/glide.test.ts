import { describe, expect, it } from 'vitest'
import { residual } from '../../../core/blocks/residual/residual.ts'
import { canvasPoint, encloses } from '../../../renderer/canvas/points.ts'
import { emptySelection } from '../../../renderer/canvas/selection.ts'
import { smallNetwork, TestEditor } from './test-editor.ts'

/** How far down a node is seen, so many milliseconds after the first frame of what glides; undefined where nothing does. */
function seenAt(test: TestEditor, name: string, elapsedMs: number): number | undefined {
  test.editor.gliding.at(0)
  return test.editor.gliding.at(elapsedMs)?.scene.nodes.get(test.node(name).id)?.bounds.top
}

/** The first convolution far below the others, then laid out anew. */
function laidOut(): { readonly test: TestEditor; readonly low: number; readonly high: number } {
  const test = new TestEditor(smallNetwork)
  const from = test.on('first')
  test.drag(from, canvasPoint(from.x + 400, from.y + 800))
  const low = test.node('first').bounds.top
  test.key('l')
  test.editor.gliding.end()
  return { test, low, high: test.node('first').bounds.top }
}

describe('undo and redo', () => {
  it('glide to where nodes stood, and to where they came to stand', () => {
    const { test, low, high } = laidOut()
    test.editor.gliding.over(() => test.undo())
    const [start, middle, end] = [0, 50, 200].map(elapsed => seenAt(test, 'first', elapsed))
    expect([start, end]).toEqual([high, undefined])
    expect(middle).toBeGreaterThan(high)
    expect(middle).toBeLessThan(low)
    expect(test.node('first').bounds.top).toBe(low)
    test.editor.gliding.over(() => test.redo())
    expect(seenAt(test, 'first', 0)).toBe(low)
  })

  it('lift what is on its way and no more, where all else stands still', () => {
    const test = new TestEditor(smallNetwork)
    const from = test.on('second')
    test.drag(from, canvasPoint(from.x - 40, from.y))
    test.editor.gliding.over(() => test.undo())
    const { scene, lifted } = test.editor.gliding.at(0)!
    const { id } = test.node('second')
    const { edges } = test.editor.scene
    const touching = [...edges.values()].filter(edge => edge.from === id || edge.to === id).map(({ key }) => key)
    expect(lifted).toEqual(new Set([id, ...touching]))
    expect([...scene.nodes.keys(), ...scene.edges.keys()]).toEqual([id, ...touching])
  })

  it('of what moves nothing are there at once', () => {
    const test = new TestEditor(smallNetwork)
    test.editor.model.select({ ...emptySelection, edges: new Set(Object.keys(test.document.edges)) })
    test.key('Delete')
    expect(test.edges).toEqual([])
    test.editor.gliding.over(() => test.undo())
    expect(seenAt(test, 'first', 0)).toBeUndefined()
  })
})

it('what is inside a block that unfolds stays in it while it opens', () => {
  const test = new TestEditor(graph => {
    const data = graph.layer('data', { size: [16, 16] })
    const block = graph.block(residual, { filters: 8 }, data.output('image'), { name: 'block' })
    graph.layer('flatten', {}, block)
  })
  test.click(test.on('block')).key('u')
  test.editor.gliding.at(0)
  const counts = [0, 40, 120].map(elapsed => {
    const { nodes, edges } = test.editor.gliding.at(elapsed)!.scene
    const block = nodes.get(test.node('block').id)!
    const inside = [...nodes.values(), ...edges.values()].filter(({ path }) => path.length > 0)
    expect(inside.filter(({ bounds }) => !encloses(block.bounds, bounds))).toEqual([])
    return inside.length
  })
  expect(counts[0]).toBe(0)
  expect(counts[2]).toBeGreaterThan(counts[1]!)
})

it('goes on gliding while a list opens below the canvas, and ends where somebody pans', () => {
  const { test, high } = laidOut()
  test.editor.gliding.over(() => test.undo())
  test.editor.camera.resize({ width: 1000, height: 500 })
  expect(seenAt(test, 'first', 50)).toBeGreaterThan(high)
  test.editor.camera.panBy(10, 0)
  expect(test.editor.gliding.at(60)).toBeUndefined()
})
