import { assert, array, integer, property, record } from 'fast-check'
import { expect, it } from 'vitest'
import { overlaps, type Rectangle } from '../../../renderer/canvas/points.ts'
import { makeSpatialGrid } from '../../../renderer/canvas/spatial-grid.ts'

const rectangle = record({
  left: integer({ min: -3000, max: 3000 }),
  top: integer({ min: -3000, max: 3000 }),
  width: integer({ min: 1, max: 4000 }),
  height: integer({ min: 1, max: 4000 })
}).map(({ left, top, width, height }): Rectangle => ({ left, top, right: left + width, bottom: top + height }))

it('finds what looking at every rectangle finds, once and in their order', () => {
  assert(
    property(array(rectangle, { maxLength: 40 }), array(rectangle, { maxLength: 5 }), (items, queries) => {
      const grid = makeSpatialGrid(items, item => item)
      for (const query of queries) {
        expect(grid.within(query)).toEqual(items.filter(item => overlaps(item, query)))
      }
    })
  )
})
