import { expect, it } from 'vitest'
import { placeMinimap } from '../../../../renderer/canvas/camera/minimap-view.ts'

const bounds = { left: 0, top: 0, right: 4000, bottom: 1000 }
const seen = { left: 1000, top: 100, right: 1800, bottom: 700 }

it('keeps its proportions, and leads each of its points back to the drawing', () => {
  const position = placeMinimap(bounds, seen, 1)!
  expect(position.width / (4000 * 1.08)).toBeCloseTo(position.scale, 3)
  const { left, top, width, height } = position.frameOf(seen)
  const corner = position.toCanvas(left, top)
  const opposite = position.toCanvas(left + width, top + height)
  expect([corner.x, corner.y, opposite.x, opposite.y].map(Math.round)).toEqual([1000, 100, 1800, 700])
})

it('is of no use while everything is seen, in a small window, and for an empty graph', () => {
  expect(placeMinimap(bounds, { left: -1, top: -1, right: 4001, bottom: 1001 }, 0.3)).toBeUndefined()
  expect(placeMinimap(bounds, { ...seen, right: 1700 }, 1)).toBeUndefined()
  expect(placeMinimap(undefined, seen, 1)).toBeUndefined()
})

it('keeps the frame large enough to be grasped, round the middle of what is seen', () => {
  const position = placeMinimap({ left: 0, top: 0, right: 400_000, bottom: 400_000 }, seen, 1)!
  const { left, width } = position.frameOf(seen)
  expect(width).toBe(10)
  expect(position.toCanvas(left + width / 2, 0).x).toBeCloseTo(1400, 0)
})
