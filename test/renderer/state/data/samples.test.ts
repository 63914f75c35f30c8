import { expect, it } from 'vitest'
import { samplesAtOnce } from '../../../../renderer/state/data/samples.ts'

it('reads few samples at once where they are large, so that a list of them takes a bounded memory', () => {
  const atOnce = (side: number, channels: 1 | 3) => samplesAtOnce({ size: [side, side], channels })
  expect([atOnce(28, 1), atOnce(224, 3), atOnce(600, 3), atOnce(4096, 3)]).toEqual([96, 89, 12, 1])
})
