import { expect, it } from 'vitest'
import { writeIndexedPng, writePng } from '../../../core/exchange/png.ts'
import { decodeImages } from '../../../electron/engine/decode-images.ts'
import { testEngine } from '../../run-tensors.ts'

it('is decoded by TensorFlow to the bytes that went in', async () => {
  const rgb = Uint8Array.from({ length: 5 * 7 * 3 }, (_, position) => (position * 41) % 256)
  const [decoded] = await decodeImages(testEngine(), [writePng({ height: 5, width: 7, rgb })])
  expect(decoded).toEqual({ height: 5, width: 7, channels: 3, bytes: rgb })
})

it('is decoded by TensorFlow to the colors of its palette', async () => {
  const colors = [[0, 0, 0], [255, 90, 95], [63, 185, 80]] as const // prettier-ignore
  const indices = Uint8Array.from({ length: 4 * 3 }, (_, position) => position % 3)
  const [decoded] = await decodeImages(testEngine(), [writeIndexedPng({ height: 4, width: 3, indices, colors })])
  expect(decoded).toMatchObject({ height: 4, width: 3, channels: 3 })
  expect(decoded).toMatchObject({ bytes: Uint8Array.from([...indices].flatMap(index => colors[index]!)) })
})
