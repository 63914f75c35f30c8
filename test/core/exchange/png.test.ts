import { expect, it } from 'vitest'
import { writePng } from '../../../core/exchange/png.ts'
import { decodeImages } from '../../../electron/engine/decode-images.ts'
import { testEngine } from '../../run-tensors.ts'

it('is decoded by TensorFlow to the bytes that went in', async () => {
  const rgb = Uint8Array.from({ length: 5 * 7 * 3 }, (_, place) => (place * 41) % 256)
  const [decoded] = await decodeImages(testEngine(), [writePng({ height: 5, width: 7, rgb })])
  expect(decoded).toEqual({ height: 5, width: 7, channels: 3, bytes: rgb })
})
