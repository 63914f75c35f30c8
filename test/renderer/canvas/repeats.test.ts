import { describe, expect, it } from 'vitest'
import { residual } from '../../../core/blocks/residual/residual.ts'
import { tracePaths } from '../../../renderer/canvas/lens/trace.ts'
import { canvasPoint, contains, type CanvasPoint } from '../../../renderer/canvas/points.ts'
import { repeatsButtonOf } from '../../../renderer/canvas/scene/fold-button.ts'
import type { SceneNode } from '../../../renderer/canvas/scene/scene.ts'
import { TestEditor } from './test-editor.ts'

/** A stage of three residual blocks; the first halves the image and doubles the channels. */
function oneStage(): TestEditor {
  return new TestEditor(graph => {
    const data = graph.layer('data', { size: [16, 16] })
    const conv = graph.layer('conv2d', { filters: 8, padding: 'same' }, data.output('image'), { name: 'stem' })
    const stage = graph.block(residual, { filters: 16, stride: 2 }, conv, { name: 'stage', repeat: 3 })
    graph.layer('flatten', {}, stage)
  })
}

function showAll(test: TestEditor): TestEditor {
  return test.click(test.on('stage')).key('r', { isShift: true })
}

/** The nodes of a name in all repeats, from the first on. */
function each(test: TestEditor, name: string): readonly SceneNode[] {
  return [...test.editor.scene.nodes.values()].filter(({ id }) => test.document.nodes[id]!.name === name)
}

function middle({ bounds: { left, top } }: SceneNode): CanvasPoint {
  return canvasPoint(left + 30, top + 26)
}

describe('all repeats of a block', () => {
  it('are shown one after the other, each as it is, and the first alone again', () => {
    const test = oneStage()
    const { nodes } = test.editor.scene
    showAll(test)
    const { strips, body } = test.node('stage')
    expect(strips!.map(({ index }) => index)).toEqual([1, 2, 3])
    expect(each(test, 'conv1').map(({ subtitle }) => subtitle.includes('stride 2'))).toEqual([true, false, false])
    expect(each(test, 'projection').map(({ isLeftOut }) => isLeftOut)).toEqual([false, true, true])
    for (const [index, conv] of each(test, 'conv1').entries())
      expect(contains(strips![index]!.bounds, middle(conv)) && contains(body!, middle(conv))).toBe(true)
    test.key('r', { isAlt: true })
    expect([each(test, 'conv1').length, test.node('stage').form]).toEqual([1, 'container'])
    test.key('u', { isShift: true })
    expect(test.editor.scene.nodes).toEqual(nodes)
    expect(test.history.past).toEqual([])
  })

  it('are joined, with the shape that one hands to the next', () => {
    const test = showAll(oneStage())
    const links = [...test.editor.scene.edges.values()].filter(({ isLink }) => isLink)
    expect(links.map(({ shape }) => shape)).toEqual(['8×8×16', '8×8×16'])
    const into = each(test, 'conv1').map(({ key }) =>
      [...test.editor.scene.edges.values()].find(({ to }) => to === key)
    )
    expect(into.map(edge => edge?.shape)).toEqual(['16×16×8', '8×8×16', '8×8×16'])
  })

  it('are shown and hidden by a press beside the fold', () => {
    const test = oneStage()
    test.click(test.on('stage')).key('u')
    const press = (): TestEditor => {
      const { left, top } = repeatsButtonOf(test.node('stage'))!
      return test.click(canvasPoint(left + 10, top + 10))
    }
    press()
    expect(test.node('stage').strips).toHaveLength(3)
    press()
    expect(test.node('stage').strips).toBeUndefined()
  })

  it('follow an edit in any of them, which is one step', () => {
    const test = showAll(oneStage())
    test.click(middle(each(test, 'relu1')[1]!)).expectSelected('relu1')
    expect(test.editor.model.path.at(-1)).toMatch(/\[2\]$/)
    test.key('Delete')
    expect([each(test, 'relu1').length, test.history.past.length]).toEqual([0, 1])
  })

  it('give what is selected in one of them to the first when that alone is shown', () => {
    const test = showAll(oneStage())
    const [first, , third] = each(test, 'conv2')
    test.click(middle(third!)).key('r', { isAlt: true }).expectSelected('conv2')
    expect(test.editor.model.path).toEqual(first!.path)
  })

  it('are opened by the keys that walk, from one into the next', () => {
    const test = showAll(oneStage())
    const [output] = each(test, 'output')
    test
      .click(canvasPoint(output!.bounds.left + 10, output!.bounds.top + 8))
      .key('ArrowDown')
      .expectSelected('input')
    expect(test.editor.model.path.at(-1)).toMatch(/\[2\]$/)
    test.key('Escape').expectSelected('stage')
  })

  it('lead a way through all of them', () => {
    const test = showAll(oneStage())
    const { scene } = test.editor
    const traced = tracePaths(scene, [test.node('stem').key], 'on')
    const names = [...scene.nodes.values()].filter(node => node.form !== 'container' && !traced.hasNode(node))
    expect(names.map(({ id }) => test.document.nodes[id]!.name)).toEqual(['data'])
    const [, second] = each(test, 'relu2')
    const before = tracePaths(scene, [second!.key], 'on')
    expect(each(test, 'relu2').map(node => before.hasNode(node))).toEqual([false, true, true])
  })

  it('move with their block, and have no edge to be taken hold of between them', () => {
    const test = showAll(oneStage())
    const link = [...test.editor.scene.edges.values()].find(({ isLink }) => isLink)!
    test.click(link.curve.middle)
    expect(test.editor.model.selection.edges.size).toBe(0)
    const gap = each(test, 'conv1')[2]!.bounds.top - test.node('stage').bounds.top
    const { left, top } = test.node('stage').bounds
    test.drag(canvasPoint(left + 40, top + 14), canvasPoint(left + 120, top + 14))
    expect(each(test, 'conv1')[2]!.bounds.top - test.node('stage').bounds.top).toBe(gap)
    expect(test.history.past).toHaveLength(1)
  })
})
