import { expect, it } from 'vitest'
import { splitProblems } from '../../../core/data/split-problems.ts'
import { splitIndices } from '../../../core/data/split.ts'

const splitOf = (validation: number, test: number) => ({ seed: 1, validation, test })
const isRefused = (validation: number, test: number, count?: number) =>
  splitProblems({ name: 'Digits', split: splitOf(validation, test) }, count).length > 0

it('says which shares leave nothing to train on, and how much is left to give', () => {
  expect(splitProblems({ name: 'Digits', split: splitOf(0.6, 0.55) })).toEqual([
    {
      code: 'dataset/split-leaves-none',
      severity: 'error',
      where: { path: 'Digits' },
      message: 'Validation takes 60 % and test 55 % of the samples, which leaves none to train on.',
      fix: 'Give smaller shares to them under Data: together at most 90 %, and less where there are few samples.'
    }
  ])
})

it('finds a problem exactly where the division leaves no sample to train on', () => {
  for (const count of [1, 2, 3, 10, 41]) {
    for (const [validation, test] of [
      [0, 0],
      [0.1, 0.1],
      [0.5, 0],
      [0.3, 0.6],
      [0.5, 0.5],
      [0.9, 0.8],
      [1, 1]
    ] as const) {
      const { train } = splitIndices(new Int32Array(count), splitOf(validation, test))
      expect([count, validation, test, isRefused(validation, test, count)]).toEqual([
        count,
        validation,
        test,
        train.length === 0
      ])
    }
  }
})

it('takes shares of the whole for too much before the samples are counted', () => {
  expect([isRefused(0.5, 0.49), isRefused(0.5, 0.5), isRefused(0, 1)]).toEqual([false, true, true])
})
