import { expect, test } from 'vitest'
import type { PackedDataset } from '../../../core/data/dataset.ts'
import { selectSamples } from '../../../core/data/select-samples.ts'

/** Six images of 1×2, the number of each in both of its bytes; labels 0 1 0 1 0 1. */
const dataset: PackedDataset = {
  about: {
    id: 'd',
    count: 6,
    height: 1,
    width: 2,
    channels: 1,
    classes: ['even', 'odd'],
    classCounts: [3, 3],
    fingerprint: '',
    skipped: []
  },
  images: Uint8Array.from([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]),
  labels: Int32Array.of(0, 1, 0, 1, 0, 1)
}
const split = { train: Int32Array.of(0, 1, 4, 5), validation: Int32Array.of(2), test: Int32Array.of(3) }
const indicesOf = (query: Partial<Parameters<typeof selectSamples>[2]>) => {
  const { total, indices, images, labels } = selectSamples(dataset, split, { offset: 0, count: 100, ...query })
  expect([...images]).toEqual([...indices].flatMap(index => [index, index]))
  expect([...labels]).toEqual([...indices].map(index => index % 2))
  return { total, indices: [...indices] }
}

test('gives the samples of a part, of a class, of both, page by page, with the total of all pages', () => {
  expect(indicesOf({})).toEqual({ total: 6, indices: [0, 1, 2, 3, 4, 5] })
  expect(indicesOf({ split: 'train' })).toEqual({ total: 4, indices: [0, 1, 4, 5] })
  expect(indicesOf({ classIndex: 1 })).toEqual({ total: 3, indices: [1, 3, 5] })
  expect(indicesOf({ split: 'train', classIndex: 1 })).toEqual({ total: 2, indices: [1, 5] })
  expect(indicesOf({ offset: 4, count: 1 })).toEqual({ total: 6, indices: [4] })
  expect(indicesOf({ offset: 40, count: 5 })).toEqual({ total: 6, indices: [] })
})
