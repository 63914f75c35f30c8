import { expect, test } from 'vitest'
import {
  borderText,
  frameOf,
  inputText,
  middleOf,
  positionsOf,
  valueAt
} from '../../../../../renderer/panels/design/inspector/seen-on-input.ts'

/** VGG-16's last pooling on its own image: 212 pixels, 32 apart, 90 of them above the first row (Araujo et al. 2019). */
const vgg = {
  field: { size: [212, 212], stride: [32, 32], start: [-90, -90] },
  positions: [7, 7],
  image: [224, 224]
} as const

test('frames what the middle value of VGG-16 sees, and says where', () => {
  const middle = middleOf(vgg)
  expect(middle).toEqual([3, 3])
  expect(frameOf(vgg, middle)).toEqual({ top: 6, left: 6, height: 212, width: 212 })
  expect(inputText(vgg, middle)).toBe('Value 4, 4 of 7×7 looks at pixel 112.5, 112.5 and sees the framed part.')
  expect(borderText(vgg)).toBe('The outermost values look 90 pixels over the edge, into padding.')
})

test('finds the value under the pointer, the outermost one beyond the edge', () => {
  expect(valueAt(vgg, [16, 200])).toEqual([0, 6])
  expect(valueAt(vgg, [-5, 47])).toEqual([0, 1])
})

test('says what of the image no value reaches', () => {
  // ⌊(11 − 2) / 2⌋ + 1 = 5 windows of 2 see 10 of 11 rows and columns.
  const pool = { field: { size: [2, 2], stride: [2, 2], start: [0, 0] }, positions: [5, 5], image: [11, 11] } as const
  expect(borderText(pool)).toBe('Of the border, 1 row and 1 column of the image reach no value.')
})

test('takes a row of values as one place that sees all', () => {
  const view = {
    field: { size: [Infinity, Infinity], stride: [1, 1], start: [0, 0] },
    positions: positionsOf([10]),
    image: [28, 20]
  } as const
  expect(frameOf(view, valueAt(view, [3, 3]))).toEqual({ top: 0, left: 0, height: 28, width: 20 })
  expect(borderText(view)).toBe('')
})
