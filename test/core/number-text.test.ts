import { expect, test } from 'vitest'
import { bytesText, percentText } from '../../core/number-text.ts'

test('writes bytes in the largest unit that leaves a whole number, with a digit more below ten', () => {
  expect([0, 999, 41_200_000, 1_240_000_000].map(bytesText)).toEqual(['0 B', '999 B', '41 MB', '1.2 GB'])
})

test('writes a share rounded, and less than all never as all', () => {
  expect([0, 0.9731, 0.9994, 0.9996, 1].map(share => percentText(share))).toEqual([
    '0.0 %',
    '97.3 %',
    '99.9 %',
    '99.9 %',
    '100.0 %'
  ])
  expect([percentText(0.996, 0), percentText(0.99996, 2), percentText(1, 0)]).toEqual(['99 %', '99.99 %', '100 %'])
})
