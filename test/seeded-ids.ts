import { beforeEach, vi } from 'vitest'
import { randomOf } from '../core/random.ts'

// Ids are random. Here each test draws the same ones every time, so that what fails once fails again.
beforeEach(() => {
  const random = randomOf(1, 'ids')
  vi.spyOn(Math, 'random').mockImplementation(() => random.next() / 2 ** 32)
})
