import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  kernelInitializerOf,
  kernelInitializerParameters,
  type KernelInitializer
} from '../../../core/layers/weight-initializers.ts'
import { conv2dInputGradient } from '../../../core/ops/convolution/conv2d.ts'
import { defaultsOf } from '../../../core/parameters.ts'
import { initialValue } from '../../../core/program/initialize.ts'
import { bilinear, type Initializer } from '../../../core/program/initializers.ts'
import { runTensors } from '../../run-tensors.ts'

interface Look {
  readonly kind: KernelInitializer
  readonly shape: readonly number[]
  readonly deviation: number
  readonly largest: number
  readonly withinOneDeviation: number
}

const { looks, enlarged } = JSON.parse(
  readFileSync(new URL('../../fixtures/initializers/values.json', import.meta.url), 'utf8')
) as { readonly looks: readonly Look[]; readonly enlarged: readonly number[] }

const initializer = (kernelInitializer: KernelInitializer): Initializer =>
  kernelInitializerOf({ ...defaultsOf(kernelInitializerParameters), kernelInitializer })

async function drawn(
  of: Initializer,
  shape: readonly number[],
  key: readonly [number, number] = [3, 9]
): Promise<Float32Array> {
  const { value } = await runTensors({}, (_, { emit }) => ({ value: initialValue(emit, of, shape, key) }))
  expect(value.shape).toEqual(shape)
  return value.data as Float32Array
}

const mean = (values: Iterable<number>): number => {
  const all = [...values]
  return all.reduce((left, right) => left + right, 0) / all.length
}

describe('initializers', () => {
  it.each(looks)("draws $kind on $shape as Keras's numbers look", async ({ kind, shape, ...theirs }) => {
    const values = await drawn(initializer(kind), shape)
    const deviation = Math.sqrt(mean(values.map(value => value * value)))
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const within = values.filter(value => Math.abs(value) < deviation).length / values.length
    expect(Math.abs(mean(values))).toBeLessThan((4 * deviation) / Math.sqrt(values.length))
    expect(Math.abs(deviation / theirs.deviation - 1)).toBeLessThan(0.015)
    // A normal has no largest value; it varies from draw to draw.
    expect(Math.abs(largest / theirs.largest - 1)).toBeLessThan(kind === 'normal' ? 0.35 : 0.01)
    expect(Math.abs(within - theirs.withinOneDeviation)).toBeLessThan(0.01)
  })

  it('draws other numbers for another key, and the same for the same', async () => {
    const of = initializer('normal')
    expect(await drawn(of, [4, 5], [1, 2])).toEqual(await drawn(of, [4, 5], [1, 2]))
    expect(await drawn(of, [4, 5], [1, 2])).not.toEqual(await drawn(of, [4, 5], [1, 3]))
  })

  it.each([
    ['a tall matrix', [12, 5]],
    ['a wide one', [5, 12]],
    ['a square one', [6, 6]],
    ['a kernel with more inputs than filters', [3, 3, 4, 8]],
    ['a kernel with more filters than inputs', [1, 2, 3, 20]]
  ])('makes %s orthogonal', async (_, shape) => {
    const values = await drawn({ kind: 'orthogonal', gain: 1.5 }, shape)
    const columns = shape.at(-1)!
    const rows = values.length / columns
    const at = (row: number, column: number): number => values[row * columns + column]!
    const isTall = rows >= columns
    const [count, length] = isTall ? [columns, rows] : [rows, columns]
    const value = (vector: number, position: number): number => (isTall ? at(position, vector) : at(vector, position))
    for (let left = 0; left < count; left++) {
      for (let right = 0; right < count; right++) {
        let dot = 0
        for (let position = 0; position < length; position++) dot += value(left, position) * value(right, position)
        expect(dot).toBeCloseTo(left === right ? 2.25 : 0, 5)
      }
    }
  })

  it('gives orthogonal matrices that favor no sign', async () => {
    const first = await Promise.all(
      Array.from({ length: 60 }, (_, key) => drawn({ kind: 'orthogonal', gain: 1 }, [3, 3], [key, 1]))
    )
    const positive = first.filter(values => values[0]! > 0).length
    expect(positive).toBeGreaterThan(15)
    expect(positive).toBeLessThan(45)
  })

  it('makes a transposed convolution enlarge an image as TensorFlow does, off the border', async () => {
    const [height, width, channels] = [6, 5, 2]
    const image = Float32Array.from(
      { length: height * width * channels },
      (_, index) => ((index * 7919 + 3 * 104729 + 12345) % 20011) / 10005.5 - 1
    )
    const types = {
      gradient: { dtype: 'float32', shape: ['batch', height, width, channels] },
      like: { dtype: 'float32', shape: ['batch', 2 * height, 2 * width, channels] }
    } as const
    const { value } = await runTensors(
      {
        gradient: {
          type: types.gradient,
          value: { dtype: 'float32', shape: [1, height, width, channels], data: image }
        },
        like: {
          type: types.like,
          value: {
            dtype: 'float32',
            shape: [1, 2 * height, 2 * width, channels],
            data: new Float32Array(4 * image.length)
          }
        }
      },
      ({ gradient, like }, { emit }) => {
        const filter = initialValue(emit, bilinear, [4, 4, channels, channels], [0, 0])
        const form = { strides: [2, 2], padding: 'same', dilations: [1, 1] } as const
        return { value: emit(conv2dInputGradient, { like: like!, filter, gradient: gradient! }, form) }
      }
    )
    const row = 2 * width * channels
    const isInside = (index: number): boolean => {
      const [at, column] = [Math.floor(index / row), Math.floor((index % row) / channels)]
      return at > 0 && at < 2 * height - 1 && column > 0 && column < 2 * width - 1
    }
    const far = [...(value.data as Float32Array)].map((each, index) =>
      isInside(index) ? Math.abs(each - enlarged[index]!) : 0
    )
    expect(Math.max(...far)).toBeLessThan(1e-5)
  })
})
