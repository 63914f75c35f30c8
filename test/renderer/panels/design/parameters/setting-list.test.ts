import { expect, it } from 'vitest'
import { withMoved, withValue } from '../../../../../renderer/panels/design/parameters/setting-list.ts'

const [a, b, c] = [{ kind: 'a' }, { kind: 'b', fraction: 0.5 }, { kind: 'c' }]

it('moves one setting and keeps the order of the others', () => {
  expect(withMoved([a, b, c], 0, 1)).toEqual([b, a, c])
  expect(withMoved([a, b, c], 2, 1)).toEqual([a, c, b])
})

it('sets one value of one setting, or leaves it to its default', () => {
  expect(withValue([a, b], 1, 'fraction', 0.2)).toEqual([a, { kind: 'b', fraction: 0.2 }])
  expect(withValue([a, b], 1, 'fraction', undefined)).toEqual([a, { kind: 'b' }])
})
