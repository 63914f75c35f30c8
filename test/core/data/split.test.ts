import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitIndices } from '../../../core/data/split.ts'

const classCounts = (labels: Int32Array, count: number) =>
  Array.from({ length: count }, (_, label) => labels.filter(each => each === label).length)

const labelsOf = (counts: readonly number[]) =>
  Int32Array.from(counts.flatMap((count, label) => new Array<number>(count).fill(label)))

test('divides the 10,000 digits into exactly 8,000, 1,000 and 1,000', () => {
  const counts = [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]
  const labels = labelsOf(counts)
  const { train, validation, test } = splitIndices(labels, { seed: 1, validation: 0.1, test: 0.1 })
  expect([labels.length, train.length, validation.length, test.length]).toEqual([10_000, 8_000, 1_000, 1_000])
  const testCounts = classCounts(
    test.map(index => labels[index]!),
    10
  )
  testCounts.forEach((count, label) => expect(Math.abs(count - counts[label]! / 10)).toBeLessThan(1))
})

const fractions = fc
  .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }))
  .map(([validation, test]) => ({ validation: validation / 100, test: test / 100 }))

test('every sample lies in one part, sizes are the rounded shares, and each class gives its part', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(60), { minLength: 1, maxLength: 12 }),
      fractions,
      fc.nat(),
      (counts, fraction, seed) => {
        const labels = labelsOf(counts)
        const split = { seed, ...fraction }
        const parts = splitIndices(labels, split)
        const all = [...parts.train, ...parts.validation, ...parts.test].sort((left, right) => left - right)
        expect(all).toEqual([...labels.keys()])
        expect(parts.test.length).toBe(Math.round(Number((labels.length * fraction.test).toPrecision(12))))
        const wanted = Math.round(Number((labels.length * fraction.validation).toPrecision(12)))
        expect(parts.validation.length).toBe(Math.min(wanted, labels.length - parts.test.length))
        const inTest = classCounts(
          parts.test.map(index => labels[index]!),
          counts.length
        )
        inTest.forEach((count, label) => expect(Math.abs(count - counts[label]! * fraction.test)).toBeLessThan(1))
        expect(splitIndices(labels, split)).toEqual(parts)
      }
    )
  )
})

test('shares that are more than the whole are cut, the validation first, and each sample still lies in one part', () => {
  const { train, validation, test: held } = splitIndices(labelsOf([10, 10]), { seed: 1, validation: 0.6, test: 0.7 })
  expect([train.length, validation.length, held.length]).toEqual([0, 6, 14])
  expect(new Set([...validation, ...held]).size).toBe(20)
})

test('another seed gives another division of the same sizes', () => {
  const labels = labelsOf([50, 50])
  const first = splitIndices(labels, { seed: 1, validation: 0.2, test: 0.2 })
  const second = splitIndices(labels, { seed: 2, validation: 0.2, test: 0.2 })
  expect(second.test).not.toEqual(first.test)
  expect(second.test.length).toBe(first.test.length)
})
