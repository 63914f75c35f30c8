import { expect, it } from 'vitest'
import { canvasPoint } from '../../../../renderer/canvas/points.ts'
import { smallNetwork, TestEditor } from '../test-editor.ts'

it('drags a copy with Alt, with the edges between, and leaves the originals where they are', () => {
  const test = new TestEditor(smallNetwork)
  const before = test.document
  const still = test.node('first').bounds
  test.click(test.on('first')).click(test.on('second'), { isShift: true })
  const from = test.on('first')
  test.drag(from, canvasPoint(from.x + 400, from.y + 8), { isAlt: true })
  test.expectSelected('first_2', 'second_2')
  expect(test.node('first').bounds).toEqual(still)
  expect(test.node('first_2').bounds.left - still.left).toBe(400)
  expect(test.edges).toContain('first_2.output > second_2.input')
  expect(test.history.past.map(({ label }) => label)).toEqual(['Duplicate layers'])
  expect(test.undo().document).toEqual(before)
})

it('decides by what is held when it is let go, and leaves no copy when it is canceled', () => {
  const test = new TestEditor(smallNetwork)
  const { document } = test
  const from = test.on('first')
  const to = canvasPoint(from.x + 400, from.y)
  test.carry(from, to, { isAlt: true })
  expect(test.editor.overlay).toMatchObject({ kind: 'moving', isCopy: true })
  expect(test.editor.cursor).toBe('copy')
  test.key('Escape').release()
  expect(test.document).toBe(document)
  test.carry(from, to, { isAlt: true }).move(to).release()
  expect(test.names).not.toContain('first_2')
  expect(test.undoLabel).toBe('Move layer')
})

it('snaps to nothing while Control is held', () => {
  const test = new TestEditor(smallNetwork)
  const { left, top } = test.node('first').bounds
  const from = test.on('first')
  test.drag(from, canvasPoint(from.x + 301, from.y + 3), { isModified: true })
  expect(test.node('first').bounds).toMatchObject({ left: left + 301, top: top + 3 })
})
