import { expect, test } from 'vitest'
import { dropout } from '../../../../core/layers/regularization/dropout.ts'
import { drawNoise } from './draw-noise.ts'

const count = 3 * 2000

test('in training drops its share of the values, scales the others up, and lets gradients through where it kept', async () => {
  const { runs, input, upstream } = await drawNoise(dropout, { rate: 0.25 }, [2000], [[17, 4]])
  const { output, gradient } = runs[0]!
  const kept = output.map(value => value !== 0)
  expect(kept.filter(Boolean).length / count).toBeCloseTo(0.75, 1)
  output.forEach((value, index) => expect(value).toBeCloseTo(kept[index] ? input[index]! / 0.75 : 0, 5))
  gradient.forEach((value, index) => expect(value).toBeCloseTo(kept[index] ? upstream[index]! / 0.75 : 0, 5))
})

test('drops the same values for the same key, and others for another step', async () => {
  const { runs } = await drawNoise(
    dropout,
    { rate: 0.5 },
    [2000],
    [
      [17, 4],
      [17, 4],
      [17, 5]
    ]
  )
  expect(runs[1]!.output).toEqual(runs[0]!.output)
  expect(runs[2]!.output).not.toEqual(runs[0]!.output)
})
