import { expect, test } from 'vitest'
import { gaussianNoise } from '../../../../core/layers/regularization/gaussian-noise.ts'
import { drawNoise } from './draw-noise.ts'

/** What the layer added, in standard deviations. */
async function drawn(keys: readonly (readonly [number, number])[]) {
  const { runs, input, upstream } = await drawNoise(gaussianNoise, { stddev: 0.2 }, [4000], keys)
  const noise = runs.map(({ output }) => output.map((value, index) => (value - input[index]!) / 0.2))
  return { noise, gradient: runs[0]!.gradient, upstream: Array.from(upstream) }
}

test('in training adds normal noise of its deviation, and lets gradients through unchanged', async () => {
  const { noise, gradient, upstream } = await drawn([[3, 8]])
  const values = noise[0]!
  const fraction = (most: number): number => values.filter(value => Math.abs(value) < most).length / values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  expect(mean).toBeCloseTo(0, 1)
  expect(variance).toBeCloseTo(1, 1)
  // The normal distribution's own shares within one and two deviations.
  expect(fraction(1)).toBeCloseTo(0.6827, 1)
  expect(fraction(2)).toBeCloseTo(0.9545, 1)
  expect(gradient).toEqual(upstream)
})

test('adds the same noise for the same key, and other noise for another step', async () => {
  const { noise } = await drawn([
    [3, 8],
    [3, 8],
    [3, 9]
  ])
  expect(noise[1]).toEqual(noise[0])
  expect(noise[2]).not.toEqual(noise[0])
})
