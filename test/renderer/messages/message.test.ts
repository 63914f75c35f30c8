import { expect, it } from 'vitest'
import { countText, durationText, lossText, powerText } from '../../../renderer/messages/number-texts.ts'
import { message } from '../../../renderer/messages/message.ts'

it('fills values into a text, with thousands apart and the right word for one', () => {
  expect(message('data/total', { count: 10_000 })).toBe('10,000 samples')
  expect(message('data/total', { count: 1 })).toBe('1 sample')
})

it('writes figures as people read them', () => {
  expect([99_999, 272_186, 40_550_400, 11_513_626_624].map(countText)).toEqual(['99,999', '272 k', '40.6 M', '11.5 G'])
  expect([2.302585, 0.0431, 0.00004, Number.NaN].map(lossText)).toEqual(['2.3026', '0.0431', '4.0 × 10⁻⁵', '–'])
  expect([9.4, 60, 3725].map(durationText)).toEqual(['9 s', '1 min 0 s', '1 h 2 min'])
  expect(powerText(2.4e-7)).toBe('2.4 × 10⁻⁷')
})
