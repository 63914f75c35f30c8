import { array, assert, integer, property, tuple } from 'fast-check'
import { expect, it } from 'vitest'
import { encloses, overlaps } from '../../../../renderer/canvas/points.ts'
import { joinAreas } from '../../../../renderer/canvas/tiles/join-areas.ts'

const side = integer({ min: 1, max: 300 })
const position = integer({ min: -1000, max: 1000 })
const areas = array(
  tuple(position, position, side, side).map(([left, top, width, height]) => ({
    left,
    top,
    right: left + width,
    bottom: top + height
  })),
  { maxLength: 40 }
)

it('covers all areas with few that lie apart', () => {
  assert(
    property(areas, given => {
      const joined = joinAreas(given)
      expect(joined.length).toBeLessThanOrEqual(6)
      for (const area of given) expect(joined.filter(each => encloses(each, area))).toHaveLength(1)
      for (const [at, one] of joined.entries()) {
        expect(joined.slice(at + 1).filter(other => overlaps(one, other))).toEqual([])
      }
    })
  )
})

it('leaves areas that lie apart as they are', () => {
  const [one, other] = [
    { left: 0, top: 0, right: 10, bottom: 10 },
    { left: 10, top: 0, right: 20, bottom: 10 }
  ]
  expect(joinAreas([one, other])).toEqual([one, other])
})
