import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { placeImage, type ImageTarget } from '../../../core/data/place-image.ts'
import { createImageDecoder, decodeImages } from '../../../electron/engine/decode-images.ts'
import { openEngine } from '../../../electron/engine/engine.ts'
import type { Decoded } from '../../../electron/storage/datasets/sources/image-decoder.ts'

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/data/${name}`, import.meta.url))
const engine = openEngine()
const decoder = createImageDecoder(engine)
afterAll(() => decoder.close())

const whole: ImageTarget = { height: 20, width: 30, channels: 3, fit: 'stretch' }
const decoded = JSON.parse(fixture('decoded.json').toString()) as Readonly<Record<string, readonly number[]>>

function bytesOf(image: Decoded | undefined): Uint8Array {
  if (image === undefined || 'reason' in image) throw new Error(image?.reason ?? 'no answer')
  return image.bytes
}

function largestDifference(left: ArrayLike<number>, right: ArrayLike<number>): number {
  expect(left.length).toBe(right.length)
  return Array.from(left).reduce((most, value, index) => Math.max(most, Math.abs(value - right[index]!)), 0)
}

describe('decodes as Pillow does', () => {
  test.each(Object.keys(decoded).filter(name => /png$/i.test(name)))('%s exactly', async name => {
    const [image] = await decoder.decode([fixture(name)], whole)
    expect([...bytesOf(image)]).toEqual(decoded[name])
  })

  test.each(Object.keys(decoded).filter(name => /jpe?g$/i.test(name)))('%s within 2 of 255', async name => {
    const [image] = await decoder.decode([fixture(name)], whole)
    // Two builds of the same codec may round their color conversion apart.
    expect(largestDifference(bytesOf(image), decoded[name]!)).toBeLessThanOrEqual(2)
  })
})

test.each(['stretch', 'pad', 'crop'] as const)('brings images to a size by %s as core does', async fit => {
  for (const channels of [1, 3] as const) {
    const target = { height: 9, width: 11, channels, fit }
    const [image] = await decoder.decode([fixture('color.png')], target)
    const source = { height: 20, width: 30, channels: 3, bytes: Uint8Array.from(decoded['color.png']!) }
    expect(largestDifference(bytesOf(image), placeImage(source, target))).toBeLessThanOrEqual(1)
  }
})

/** The beginning of a JPEG: all that is looked at before it is decoded. */
function jpegHeader({ height, width, frame }: { height: number; width: number; frame: number }): Uint8Array {
  const size = [height >> 8, height & 255, width >> 8, width & 255]
  return Uint8Array.from([0xff, 0xd8, 0xff, frame, 0, 17, 8, ...size, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0])
}

describe('images of many points', () => {
  /** How many images at once are given to an engine that decodes none. */
  async function batchesOf(file: Uint8Array, target: ImageTarget): Promise<readonly string[]> {
    const batches: string[] = []
    const counting = createImageDecoder({
      ...engine,
      open: () =>
        Promise.resolve({
          run(entryPoint, { files } = {}) {
            batches.push(entryPoint)
            const count = files!.shape[0]! * target.height * target.width
            return Promise.resolve({ images: { dtype: 'int32', shape: [count], data: new Int32Array(count) } })
          },
          close: () => Promise.resolve()
        })
    })
    await counting.decode(
      Array.from({ length: 16 }, () => file),
      target
    )
    return batches
  }

  test('are decoded side by side as far as memory goes, of which a progressive JPEG takes that of its full size', async () => {
    const [baseline, progressive] = [0xc0, 0xc2]
    const large = { height: 9000, width: 10_000 }
    expect(await batchesOf(jpegHeader({ ...large, frame: baseline }), whole)).toEqual(['decode16'])
    expect(await batchesOf(jpegHeader({ ...large, frame: progressive }), whole)).toEqual(Array(16).fill('decode1'))
  })

  test('are decoded side by side only as far as what they are brought to fits the memory', async () => {
    const small = jpegHeader({ height: 20, width: 30, frame: 0xc0 })
    const batches = await batchesOf(small, { height: 3000, width: 4000, channels: 1, fit: 'stretch' })
    expect(batches).toEqual(Array(4).fill('decode4'))
  })

  test('are refused where the way to their size leads over more than memory holds', async () => {
    const [answer] = await decoder.decode([jpegHeader({ height: 1, width: 65_000, frame: 0xc0 })], {
      height: 65_000,
      width: 1,
      channels: 1,
      fit: 'stretch'
    })
    expect(answer).toEqual({ reason: 'It takes too much memory to bring 1×65000 points to 65000×1.' })
  })
})

test('finds broken images among many, and gives the others in their order', async () => {
  const good = ['color.png', 'color.jpg', 'gray.PNG', 'gray.jpeg']
  const files = Array.from({ length: 90 }, (_, index) => fixture(good[index % 4]!))
  files[7] = fixture('cut-short.png')
  files[40] = fixture('text.png')
  files[41] = fixture('cut-short.jpg')
  const answers = await decoder.decode(files, whole)
  const broken = answers.flatMap((answer, index) => ('reason' in answer ? [index] : []))
  expect(broken).toEqual([7, 40, 41])
  expect(answers[40]).toEqual({ reason: 'This is not an image: it is text, and PNG or JPEG was expected.' })
  expect(answers[7]).toEqual({ reason: 'The file is broken or cut off; its decoder says: Invalid PNG data, size 100.' })
  answers.forEach((answer, index) => {
    if ('reason' in answer) return
    expect(largestDifference(answer.bytes, decoded[good[index % 4]!]!)).toBeLessThanOrEqual(2)
  })
})

test('gives an image for the window at its own size and colors', async () => {
  const [gray, transparent] = await decodeImages(engine, [fixture('gray.jpeg'), fixture('transparent.png')])
  expect(gray).toMatchObject({ height: 20, width: 30, channels: 1 })
  expect([...bytesOf(transparent)]).toEqual(decoded['color.png'])
})
