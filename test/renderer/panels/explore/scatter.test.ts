import { expect, it } from 'vitest'
import { nearestPoint, pointAt, scatterFrame } from '../../../../renderer/panels/explore/outputs/value/scatter.ts'

const points = { actual: Float32Array.of(-43.2, 0, 44.9), predicted: Float32Array.of(-37, 3, 61) }

it('gives both axes one range of round numbers around all points', () => {
  const { from, to, ticks } = scatterFrame(points, 300)
  expect([from, to]).toEqual([-50, 100])
  expect(ticks).toEqual([-50, 0, 50, 100])
})

it('has room for points that are all the same, and for none', () => {
  const same = scatterFrame({ actual: Float32Array.of(2), predicted: Float32Array.of(2) }, 300)
  expect(same.from).toBeLessThan(2)
  expect(same.to).toBeGreaterThan(2)
  expect(scatterFrame({ actual: new Float32Array(), predicted: new Float32Array() }, 300).ticks.length).toBeGreaterThan(
    1
  )
})

it('finds the point at the pointer, and none far from all of them', () => {
  const frame = scatterFrame(points, 300)
  const [left, top] = pointAt(frame, 44.9, 61)
  expect(nearestPoint(points, frame, [left + 3, top - 4])).toBe(2)
  expect(nearestPoint(points, frame, [left - 60, top])).toBeUndefined()
})
