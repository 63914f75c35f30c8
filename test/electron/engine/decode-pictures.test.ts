import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { placePicture, type PictureTarget } from '../../../core/data/place-picture.ts'
import { createPictureDecoder, decodePictures } from '../../../electron/engine/decode-pictures.ts'
import { openEngine } from '../../../electron/engine/engine.ts'
import type { Decoded } from '../../../electron/storage/datasets/picture-decoder.ts'

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/data/${name}`, import.meta.url))
const engine = openEngine()
const decoder = createPictureDecoder(engine)
afterAll(() => decoder.close())

const whole: PictureTarget = { height: 20, width: 30, channels: 3, fit: 'stretch' }
const decoded = JSON.parse(fixture('decoded.json').toString()) as Readonly<Record<string, readonly number[]>>

function bytesOf(picture: Decoded | undefined): Uint8Array {
  if (picture === undefined || 'reason' in picture) throw new Error(picture?.reason ?? 'no answer')
  return picture.bytes
}

function largestDifference(left: ArrayLike<number>, right: ArrayLike<number>): number {
  expect(left.length).toBe(right.length)
  return Array.from(left).reduce((most, value, index) => Math.max(most, Math.abs(value - right[index]!)), 0)
}

describe('decodes as Pillow does', () => {
  test.each(Object.keys(decoded).filter(name => /png$/i.test(name)))('%s exactly', async name => {
    const [picture] = await decoder.decode([fixture(name)], whole)
    expect([...bytesOf(picture)]).toEqual(decoded[name])
  })

  test.each(Object.keys(decoded).filter(name => /jpe?g$/i.test(name)))('%s within 2 of 255', async name => {
    const [picture] = await decoder.decode([fixture(name)], whole)
    // Two builds of the same codec may round their colour conversion apart.
    expect(largestDifference(bytesOf(picture), decoded[name]!)).toBeLessThanOrEqual(2)
  })
})

test.each(['stretch', 'pad', 'crop'] as const)('brings pictures to a size by %s as core does', async fit => {
  for (const channels of [1, 3] as const) {
    const target = { height: 9, width: 11, channels, fit }
    const [picture] = await decoder.decode([fixture('colour.png')], target)
    const source = { height: 20, width: 30, channels: 3, bytes: Uint8Array.from(decoded['colour.png']!) }
    expect(largestDifference(bytesOf(picture), placePicture(source, target))).toBeLessThanOrEqual(1)
  }
})

test('finds broken pictures among many, and gives the others in their order', async () => {
  const good = ['colour.png', 'colour.jpg', 'grey.PNG', 'grey.jpeg']
  const files = Array.from({ length: 90 }, (_, index) => fixture(good[index % 4]!))
  files[7] = fixture('cut-short.png')
  files[40] = fixture('text.png')
  files[41] = fixture('cut-short.jpg')
  const answers = await decoder.decode(files, whole)
  const broken = answers.flatMap((answer, index) => ('reason' in answer ? [index] : []))
  expect(broken).toEqual([7, 40, 41])
  expect(answers[40]).toEqual({ reason: 'This is not a picture: it is text, and PNG or JPEG was expected.' })
  expect(answers[7]).toEqual({ reason: 'The file is broken or cut off; its decoder says: Invalid PNG data, size 100.' })
  answers.forEach((answer, index) => {
    if ('reason' in answer) return
    expect(largestDifference(answer.bytes, decoded[good[index % 4]!]!)).toBeLessThanOrEqual(2)
  })
})

test('gives a picture for the window at its own size and colours', async () => {
  const [grey, transparent] = await decodePictures(engine, [fixture('grey.jpeg'), fixture('transparent.png')])
  expect(grey).toMatchObject({ height: 20, width: 30, channels: 1 })
  expect([...bytesOf(transparent)]).toEqual(decoded['colour.png'])
})
