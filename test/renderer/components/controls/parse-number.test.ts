import { describe, expect, it } from 'vitest'
import { parseNumber } from '../../../../renderer/components/controls/parse-number.ts'

describe('typing a number', () => {
  it.each([
    ['0.01', 0.01],
    ['0,01', 0.01],
    [' 1e-3 ', 1e-3],
    ['1E9', 1e9],
    ['−5', -5],
    ['.5', 0.5],
    ['1 000', 1000],
    ['1\u202f000\u00a0000', 1_000_000],
    ["12'500", 12_500],
    ['100,000,000', 100_000_000],
    ['1,234.5', 1234.5]
  ])('reads %j', (typed, value) => {
    expect(parseNumber(typed)).toBe(value)
  })

  it.each(['', ' ', 'many', '0x10', 'Infinity', '1 2', '3 × 3', '10 %', '1.2.3', '1e'])(
    'reads no number in %j',
    typed => {
      expect(parseNumber(typed)).toBeNaN()
    }
  )

  it('lets the unit stand behind it', () => {
    expect([parseNumber('10 %', { unit: '%' }), parseNumber('28px', { unit: 'px' })]).toEqual([10, 28])
  })

  it('takes thousands as this program writes them for whole numbers, and refuses what could be a fraction too', () => {
    expect(parseNumber('100,000', { isInteger: true })).toBe(100_000)
    expect(parseNumber('1,500')).toBeNaN()
    expect(parseNumber('1,50')).toBe(1.5)
  })
})
