import { expect, test } from 'vitest'
import { selectSamples } from '../../../core/data/select-samples.ts'
import { imagesAndLabels } from '../../images-and-labels.ts'

/** Six images of 1×2, the number of each in both of its bytes; labels 0 1 0 1 0 1. */
const dataset = imagesAndLabels(
  { id: 'd', fingerprint: '' },
  { height: 1, width: 2, channels: 1, classes: ['even', 'odd'] },
  Uint8Array.from([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]),
  Int32Array.of(0, 1, 0, 1, 0, 1)
)
const split = { train: Int32Array.of(0, 1, 4, 5), validation: Int32Array.of(2), test: Int32Array.of(3) }
const indicesOf = async (query: Partial<Parameters<typeof selectSamples>[2]>) => {
  const { total, indices, batch } = await selectSamples(dataset, split, { offset: 0, count: 100, ...query })
  expect([...batch['image']!.data]).toEqual([...indices].flatMap(index => [index, index]))
  expect([...batch['label']!.data]).toEqual([...indices].map(index => index % 2))
  return { total, indices: [...indices] }
}

test('gives the samples of a part, of a class, of both, page by page, with the total of all pages', async () => {
  expect(await indicesOf({})).toEqual({ total: 6, indices: [0, 1, 2, 3, 4, 5] })
  expect(await indicesOf({ split: 'train' })).toEqual({ total: 4, indices: [0, 1, 4, 5] })
  expect(await indicesOf({ classIndex: 1 })).toEqual({ total: 3, indices: [1, 3, 5] })
  expect(await indicesOf({ split: 'train', classIndex: 1 })).toEqual({ total: 2, indices: [1, 5] })
  expect(await indicesOf({ offset: 4, count: 1 })).toEqual({ total: 6, indices: [4] })
  expect(await indicesOf({ offset: 40, count: 5 })).toEqual({ total: 6, indices: [] })
})
