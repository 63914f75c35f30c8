import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { packBoxes } from '../../../../core/data/fields/boxes.ts'
import type { HostTensor } from '../../../../core/engine.ts'
import { kerasPython } from '../../../python.ts'
import { spreadNumbers } from '../../../run-tensors.ts'
import { augmented, type Key } from './run-augmentation.ts'

const python = kerasPython()
const key: Key = [17, 4]
const count = 20

const image: HostTensor = { dtype: 'float32', shape: [count, 4, 5, 3], data: spreadNumbers(count * 60) }
const mask: HostTensor = {
  dtype: 'int32',
  shape: [count, 4, 5],
  data: Int32Array.from({ length: count * 20 }, (_, at) => (at * 7) % 11)
}
/** Two boxes and a row of padding a sample. */
const boxes: HostTensor = {
  dtype: 'float32',
  shape: [count, 3, 6],
  data: Float32Array.from(
    Array.from({ length: count }, (_, at) => [
      ...packBoxes(
        [
          { top: 0.1, left: at / 100, bottom: 0.5, right: 0.3, classIndex: 2 },
          { top: 0, left: 0.25, bottom: 1, right: 1, classIndex: 0 }
        ],
        3
      )
    ]).flat()
  )
}
const fields = { image, mask, boxes }

const flip = (probability: number) => [{ kind: 'horizontalFlip', probability }]

describe('horizontal flip', () => {
  it.skipIf(python === undefined)(
    'flips the samples that TensorFlow draws for its key, as np.flip does',
    async () => {
      const cases = ([0.5, 0.3] as const).flatMap(probability =>
        Object.entries(fields).map(([role, value]) => ({ role: role as keyof typeof fields, value, probability }))
      )
      const asked = cases.map(({ role, value: { shape, data }, probability }) => {
        return { key, probability, role, shape, values: Array.from(data as Float32Array) }
      })
      const said = execFileSync(python!, ['-B', 'test/core/data/augmentations/flips.py'], {
        input: JSON.stringify(asked),
        encoding: 'utf8',
        env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
        stdio: ['pipe', 'pipe', 'inherit']
      })
      for (const [at, values] of (JSON.parse(said) as readonly (readonly number[])[]).entries()) {
        const { role, value, probability } = cases[at]!
        expect(values, role).not.toEqual(Array.from(value.data as Float32Array))
        const after = await augmented(role, value, flip(probability), key)
        expect(Array.from(after.data as Float32Array), role).toEqual(values)
      }
    },
    60_000
  )

  it.each([
    [0, 0],
    [0.3, 0.3],
    [1, 1]
  ])('of probability %d flips that share of 4,000 samples', async (probability, threshold) => {
    const samples = 4000
    const ramp: HostTensor = {
      dtype: 'float32',
      shape: [samples, 1, 2, 1],
      data: Float32Array.from({ length: samples * 2 }, (_, at) => at % 2)
    }
    const { data } = await augmented('image', ramp, flip(probability), [1, 8])
    const flipped = Array.from({ length: samples }, (_, sample) => data[2 * sample] === 1).filter(Boolean).length
    // Four standard deviations of a binomial count.
    const slack = 4 * Math.sqrt(samples * probability * (1 - probability))
    expect(Math.abs(flipped - threshold * samples)).toBeLessThanOrEqual(slack)
  })

  it('leaves labels, numbers and captions as they are', async () => {
    for (const role of ['label', 'caption'] as const) {
      const value: HostTensor = { dtype: 'int32', shape: [3], data: Int32Array.of(4, 1, 2) }
      expect(await augmented(role, value, flip(1), key)).toEqual(value)
    }
    const value: HostTensor = { dtype: 'float32', shape: [3, 1], data: Float32Array.of(0.5, 1, 2) }
    expect(await augmented('value', value, flip(1), key)).toEqual(value)
  })
})
