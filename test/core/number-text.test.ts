import { expect, test } from 'vitest'
import { bytesText } from '../../core/number-text.ts'

test('writes bytes in the largest unit that leaves a whole number, with a digit more below ten', () => {
  expect([0, 999, 41_200_000, 1_240_000_000].map(bytesText)).toEqual(['0 B', '999 B', '41 MB', '1.2 GB'])
})
