import { expect, test } from 'vitest'
import { spatialDropout2d } from '../../../../core/layers/regularization/spatial-dropout2d.ts'
import { drawNoise } from './draw-noise.ts'

const [height, width, channels] = [3, 2, 500]

test('in training drops whole channels of an image, its share of them, and scales the others up', async () => {
  const { runs, input, upstream } = await drawNoise(
    spatialDropout2d,
    { rate: 0.25 },
    [height, width, channels],
    [[5, 9]]
  )
  const { output, gradient } = runs[0]!
  const kept = new Set<string>()
  output.forEach((value, index) => {
    if (value !== 0) kept.add(`${Math.floor(index / (height * width * channels))}/${index % channels}`)
  })
  expect(kept.size / (3 * channels)).toBeCloseTo(0.75, 1)
  output.forEach((value, index) => {
    const isKept = kept.has(`${Math.floor(index / (height * width * channels))}/${index % channels}`)
    expect(value).toBeCloseTo(isKept ? input[index]! / 0.75 : 0, 5)
    expect(gradient[index]).toBeCloseTo(isKept ? upstream[index]! / 0.75 : 0, 5)
  })
})

test('drops the same channels for the same key, and others for another step', async () => {
  const { runs } = await drawNoise(
    spatialDropout2d,
    { rate: 0.5 },
    [2, 2, 50],
    [
      [5, 9],
      [5, 9],
      [5, 10]
    ]
  )
  expect(runs[1]!.output).toEqual(runs[0]!.output)
  expect(runs[2]!.output).not.toEqual(runs[0]!.output)
})
