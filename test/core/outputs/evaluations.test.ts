import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { FieldFacts } from '../../../core/data/fields/catalogue.ts'
import type { HostTensor } from '../../../core/engine.ts'
import { openOutput, outputKind, type NetworkOutput } from '../../../core/outputs/catalogue.ts'
import type { Reading } from '../../../core/outputs/delivered.ts'
import { unitRange } from '../../../core/outputs/value-range.ts'
import { numbers } from './numbers.ts'

interface MapCase {
  readonly samples: number
  readonly height: number
  readonly width: number
  readonly classes: number
  readonly absent: number
  readonly meanIoU: number
  readonly pixelAccuracy: number
  readonly confusion: number[][]
  readonly iou: readonly number[]
  readonly precision: readonly number[]
  readonly recall: readonly number[]
  readonly f1: readonly number[]
  readonly wrong: readonly number[]
}
interface ValueCase extends Readonly<Record<string, number | readonly number[]>> {
  readonly samples: number
  readonly worst: readonly number[]
}
interface ImageCase {
  readonly samples: number
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly errors: readonly number[]
  readonly meanAbsoluteError: number
  readonly rootMeanSquaredError: number
  readonly peakSignalToNoise: number
  readonly bytes: readonly number[]
}

const cases = JSON.parse(readFileSync('test/fixtures/outputs/values.json', 'utf8')) as {
  readonly classMap: readonly MapCase[]
  readonly value: readonly ValueCase[]
  readonly image: readonly ImageCase[]
}

function opened(shape: readonly number[], reads: Reading['reads'], facts: FieldFacts): NetworkOutput {
  const target = { facts, source: { key: 'data', port: facts.name } }
  return openOutput({ shape, reads, range: unitRange, target, fields: [target] })!
}

function floats(data: Float32Array, ...shape: readonly number[]): HostTensor {
  return { dtype: 'float32', shape, data }
}

/** Takes the samples in two batches, as an evaluation does. */
function evaluated(output: NetworkOutput, delivered: HostTensor, target: HostTensor) {
  const evaluator = output.evaluator()
  const part = ({ dtype, shape: [count = 0, ...rest], data }: HostTensor, from: number, to: number): HostTensor => {
    const size = (data as Float32Array).length / count
    return { dtype, shape: [to - from, ...rest], data: (data as Float32Array).subarray(from * size, to * size) }
  }
  const count = delivered.shape[0]!
  for (const [from, to] of [
    [0, 1],
    [1, count]
  ] as const)
    evaluator.add(part(delivered, from, to), part(target, from, to))
  return evaluator.result()
}

/** Scores and labels of `class_map` in make.py. */
function mapOf({ samples, height, width, classes, absent }: MapCase) {
  const count = samples * height * width
  const scores = numbers(count * classes, 0).map((score, position) => (position % classes === absent ? 0 : score))
  const predicted = Array.from({ length: count }, (_, pixel) => {
    const row = [...scores.subarray(pixel * classes, (pixel + 1) * classes)]
    return row.indexOf(Math.max(...row))
  })
  const [drawn, leaning] = [numbers(count, 777), numbers(count, 99)]
  const labels = Int32Array.from(predicted, (prediction, pixel) => {
    const label = leaning[pixel]! < Math.fround(0.6) ? prediction : Math.floor(drawn[pixel]! * (classes - 1))
    return label === absent ? 0 : label
  })
  return { scores, labels }
}

describe('the evaluation of class maps', () => {
  it.each(cases.classMap)(
    'has the mean IoU of Keras and the classes’ figures of scikit-learn, $classes classes',
    each => {
      const { samples, height, width, classes } = each
      const { scores, labels } = mapOf(each)
      const names = Array.from({ length: classes }, (_, index) => String(index))
      const output = opened([height, width, classes], 'softmax', {
        name: 'mask',
        role: 'mask',
        height,
        width,
        classes: names
      })
      const target: HostTensor = { dtype: 'int32', shape: [samples, height, width], data: labels }
      const evaluation = evaluated(output, floats(scores, samples, height, width, classes), target)
      if (evaluation.kind !== 'classMap') throw new Error(evaluation.kind)
      expect(evaluation.confusion).toEqual(each.confusion)
      expect(evaluation.meanIoU).toBeCloseTo(each.meanIoU, 6)
      expect(evaluation.pixelAccuracy).toBeCloseTo(each.pixelAccuracy, 12)
      evaluation.perClass.forEach((figures, label) => {
        for (const name of ['precision', 'recall', 'f1'] as const)
          expect(figures[name]).toBeCloseTo(each[name][label]!, 12)
        expect(figures.iou ?? 0).toBeCloseTo(each.iou[label]!, 12)
      })
      expect(evaluation.perClass[each.absent]!.iou).toBeUndefined()
      expect([...evaluation.wrong]).toEqual(each.wrong.map(fraction => Math.fround(fraction)))
      const order = outputKind(evaluation).worstFirst(evaluation)
      expect(order[0]).toBe(each.wrong.indexOf(Math.max(...each.wrong)))
      expect(output.truths(target)[1]).toMatchObject({
        map: Uint8Array.from(labels.subarray(height * width, 2 * height * width))
      })
    }
  )

  it('takes a single value above one half for the second of two classes', () => {
    const facts = { name: 'mask', role: 'mask', height: 1, width: 3, classes: ['ground', 'cell'] } as const
    const output = opened([1, 3, 1], 'sigmoid', facts)
    expect(output.decode(floats(Float32Array.of(0.2, 0.5, 0.9), 1, 1, 3, 1))).toMatchObject([
      { kind: 'classMap', map: Uint8Array.of(0, 0, 1) }
    ])
  })
})

describe('the evaluation of values', () => {
  it.each(cases.value)('has the figures of scikit-learn for $samples samples, and their order', each => {
    const { samples, worst, ...figures } = each
    const actual = Float64Array.from(numbers(samples, 5), number => number * 90 - 45)
    const added = numbers(samples, 321)
    const predicted = Float32Array.from(actual, (number, sample) => number + added[sample]! * 12 - 4)
    const output = opened([1], 'asIs', { name: 'angle', role: 'value', unit: '°' })
    const evaluation = evaluated(output, floats(predicted, samples, 1), floats(Float32Array.from(actual), samples, 1))
    if (evaluation.kind !== 'value') throw new Error(evaluation.kind)
    for (const [name, wanted] of Object.entries(figures)) {
      expect(evaluation.figures[name as keyof typeof evaluation.figures], name).toBeCloseTo(wanted as number, 5)
    }
    expect(outputKind(evaluation).worstFirst(evaluation)).toEqual(worst)
  })
})

describe('the evaluation of images', () => {
  it.each(cases.image)('has the errors of NumPy and the ratio of scikit-image, $channels channels', each => {
    const { samples, height, width, channels } = each
    const count = samples * height * width * channels
    const target = numbers(count, 11)
    const noise = numbers(count, 222)
    const predicted = target.map((number, position) =>
      Math.fround(number + Math.fround(Math.fround(noise[position]! - 0.5) * Math.fround(0.3)))
    )
    const output = opened([height, width, channels], 'asIs', { name: 'image', role: 'image', height, width, channels })
    const size = [samples, height, width, channels]
    const evaluation = evaluated(output, floats(predicted, ...size), floats(target, ...size))
    if (evaluation.kind !== 'image') throw new Error(evaluation.kind)
    expect(evaluation.figures.meanAbsoluteError).toBeCloseTo(each.meanAbsoluteError, 7)
    expect(evaluation.figures.rootMeanSquaredError).toBeCloseTo(each.rootMeanSquaredError, 7)
    expect(evaluation.figures.peakSignalToNoise).toBeCloseTo(each.peakSignalToNoise, 4)
    each.errors.forEach((error, sample) => expect(evaluation.errors[sample]).toBeCloseTo(error, 7))
    expect(output.decode(floats(predicted, ...size))[0]).toMatchObject({
      image: { bytes: Uint8Array.from(each.bytes) }
    })
  })
})

describe('the evaluation of classes', () => {
  it('tells two classes apart by the one value that is delivered', () => {
    const facts = { name: 'label', role: 'label', classes: ['cat', 'dog'], classCounts: [] } as const
    const output = opened([1], 'sigmoid', facts)
    const delivered = floats(Float32Array.of(0.25, 0.75, 0.5), 3, 1)
    const target: HostTensor = { dtype: 'int32', shape: [3], data: Int32Array.of(0, 0, 1) }
    const evaluation = evaluated(output, delivered, target)
    if (evaluation.kind !== 'classes') throw new Error(evaluation.kind)
    expect([...evaluation.probabilities]).toEqual([0.75, 0.25, 0.25, 0.75, 0.5, 0.5])
    // The first class is the likeliest where probabilities are equal.
    expect(evaluation.confusion).toEqual([
      [1, 1],
      [1, 0]
    ])
    expect(outputKind(evaluation).worstFirst(evaluation)).toEqual([1, 2, 0])
  })
})

it('counts one half for the first of two classes, as the accuracy of a training does', () => {
  const facts = { name: 'label', role: 'label', classes: ['no', 'yes'], classCounts: [] } as const
  const target: HostTensor = { dtype: 'int32', shape: [3], data: Int32Array.of(1, 1, 1) }
  const evaluation = evaluated(opened([1], 'sigmoid', facts), floats(Float32Array.of(0.2, 0.5, 0.9), 3, 1), target)
  expect(evaluation).toMatchObject({
    confusion: [
      [0, 0],
      [2, 1]
    ]
  })
})
