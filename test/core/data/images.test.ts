import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { DatasetSettings } from '../../../core/data/dataset.ts'
import { parseImageHeader } from '../../../core/data/image-header.ts'
import { placeImage } from '../../../core/data/place-image.ts'
import { suggestSettings } from '../../../core/data/suggest-settings.ts'

const fixture = (name: string) => new URL(`../../fixtures/data/${name}`, import.meta.url)
const headerOf = (bytes: Uint8Array) => parseImageHeader(bytes, { path: 'an image' })
const codeOf = (bytes: Uint8Array) => {
  const parsed = headerOf(bytes)
  return 'problem' in parsed ? parsed.problem.code : undefined
}

describe('a header', () => {
  test.each([
    ['color.jpg', 'jpeg', false],
    ['progressive.JPG', 'jpeg', false, true],
    ['gray.jpeg', 'jpeg', true],
    ['color.png', 'png', false],
    ['gray.PNG', 'png', true],
    ['palette.png', 'png', false],
    ['transparent.png', 'png', false],
    ['sixteen.png', 'png', true]
  ])('of %s, written by Pillow, gives size and colors', (name, format, isGray, isProgressive?: boolean) => {
    expect(headerOf(readFileSync(fixture(name)))).toEqual({
      header: { format, height: 20, width: 30, isGray, isProgressive }
    })
  })

  test('of a file that is something else names what it is', () => {
    expect(headerOf(readFileSync(fixture('text.png')))).toMatchObject({
      problem: {
        code: 'image/not-an-image',
        message: 'This is not an image: it is text, and PNG or JPEG was expected.'
      }
    })
    expect(headerOf(readFileSync(fixture('other.gif')))).toMatchObject({ problem: { code: 'image/not-an-image' } })
    expect(codeOf(new Uint8Array())).toBe('image/not-an-image')
  })

  test('that is cut off before the size is refused, at whatever byte', () => {
    for (const name of ['color.jpg', 'color.png']) {
      const bytes = readFileSync(fixture(name))
      expect(codeOf(bytes.subarray(0, 30))).toBe('image/cut-short')
      for (let length = 0; length < bytes.length; length += 7) headerOf(bytes.subarray(0, length))
    }
  })

  test('of an image with billions of points is refused before anything is decoded', () => {
    const bytes = new Uint8Array(readFileSync(fixture('color.png')))
    new DataView(bytes.buffer).setUint32(16, 100_000)
    new DataView(bytes.buffer).setUint32(20, 100_000)
    expect(codeOf(bytes)).toBe('image/too-large')
  })
})

interface Placed {
  readonly source: readonly number[]
  readonly placed: readonly {
    readonly fit: DatasetSettings['fit']
    readonly size: readonly [number, number]
    readonly values: readonly number[]
  }[]
}

describe('an image', () => {
  const { source, placed } = JSON.parse(readFileSync(fixture('placed.json'), 'utf8')) as Placed
  const image = { height: 20, width: 30, channels: 3, bytes: Uint8Array.from(source) }

  test.each(placed)(
    'brought to $size by $fit has the values of TensorFlow',
    ({ fit, size: [height, width], values }) => {
      const bytes = placeImage(image, { height, width, channels: 3, fit })
      const largest = bytes.reduce((most, byte, index) => Math.max(most, Math.abs(byte - values[index]!)), 0)
      // Exact halves are rounded up here and to even there.
      expect(largest).toBeLessThanOrEqual(1)
    }
  )

  test('turns gray by the luma of its colors, and back into three equal channels', () => {
    const point = { height: 1, width: 1, channels: 3, bytes: Uint8Array.from([200, 100, 50]) }
    const gray = placeImage(point, { height: 1, width: 1, channels: 1, fit: 'stretch' })
    expect([...gray]).toEqual([124])
    const back = placeImage(
      { ...point, channels: 1, bytes: gray },
      { height: 1, width: 1, channels: 3, fit: 'stretch' }
    )
    expect([...back]).toEqual([124, 124, 124])
  })
})

describe('suggested settings', () => {
  const header = (height: number, width: number, isGray = false) => ({ format: 'png' as const, height, width, isGray })

  test('keep a small size that most images have, and gray where all are gray', () => {
    expect(suggestSettings([header(28, 28, true), header(28, 28, true)])).toEqual({
      size: [28, 28],
      channels: 1,
      fit: 'stretch'
    })
    expect(suggestSettings([header(32, 24), header(32, 24), header(50, 50, true)])).toEqual({
      size: [32, 24],
      channels: 3,
      fit: 'crop'
    })
  })

  test('keep the one size of larger images too, up to a bound', () => {
    expect(suggestSettings([header(375, 500), header(375, 500)])).toMatchObject({ size: [375, 500], fit: 'stretch' })
    expect(suggestSettings([header(1536, 2048), header(1536, 2048)])).toMatchObject({ size: [384, 512] })
  })

  test('bring a mixture to a square of the usual shorter side', () => {
    const mixture = [header(480, 640), header(200, 300), header(50, 90)]
    expect(suggestSettings(mixture)).toMatchObject({ size: [200, 200], fit: 'crop' })
    expect(suggestSettings([header(3, 4), header(4, 3)])).toMatchObject({ size: [8, 8] })
  })
})
