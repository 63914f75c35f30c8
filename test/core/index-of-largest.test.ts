import { expect, test } from 'vitest'
import { indexOfLargest } from '../../core/index-of-largest.ts'

test('finds the first of the largest numbers, as argmax in NumPy does', () => {
  expect(indexOfLargest(Float32Array.of(0.2, 0.5, 0.1, 0.5))).toBe(1)
  expect(indexOfLargest(Float32Array.of(-3, -1, -2))).toBe(1)
})
