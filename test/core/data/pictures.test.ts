import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { DatasetSettings } from '../../../core/data/dataset.ts'
import { parsePictureHeader } from '../../../core/data/picture-header.ts'
import { placePicture } from '../../../core/data/place-picture.ts'
import { suggestSettings } from '../../../core/data/suggest-settings.ts'

const fixture = (name: string) => new URL(`../../fixtures/data/${name}`, import.meta.url)
const headerOf = (bytes: Uint8Array) => parsePictureHeader(bytes, { path: 'a picture' })
const codeOf = (bytes: Uint8Array) => {
  const parsed = headerOf(bytes)
  return 'problem' in parsed ? parsed.problem.code : undefined
}

describe('a header', () => {
  test.each([
    ['colour.jpg', 'jpeg', false],
    ['progressive.JPG', 'jpeg', false],
    ['grey.jpeg', 'jpeg', true],
    ['colour.png', 'png', false],
    ['grey.PNG', 'png', true],
    ['palette.png', 'png', false],
    ['transparent.png', 'png', false],
    ['sixteen.png', 'png', true]
  ])('of %s, written by Pillow, gives size and colours', (name, format, isGrey) => {
    expect(headerOf(readFileSync(fixture(name)))).toEqual({ header: { format, height: 20, width: 30, isGrey } })
  })

  test('of a file that is something else names what it is', () => {
    expect(headerOf(readFileSync(fixture('text.png')))).toMatchObject({
      problem: {
        code: 'picture/not-a-picture',
        message: 'This is not a picture: it is text, and PNG or JPEG was expected.'
      }
    })
    expect(headerOf(readFileSync(fixture('other.gif')))).toMatchObject({ problem: { code: 'picture/not-a-picture' } })
    expect(codeOf(new Uint8Array())).toBe('picture/not-a-picture')
  })

  test('that is cut off before the size is refused, at whatever byte', () => {
    for (const name of ['colour.jpg', 'colour.png']) {
      const bytes = readFileSync(fixture(name))
      expect(codeOf(bytes.subarray(0, 30))).toBe('picture/cut-short')
      for (let length = 0; length < bytes.length; length += 7) headerOf(bytes.subarray(0, length))
    }
  })

  test('of a picture with billions of points is refused before anything is decoded', () => {
    const bytes = new Uint8Array(readFileSync(fixture('colour.png')))
    new DataView(bytes.buffer).setUint32(16, 100_000)
    new DataView(bytes.buffer).setUint32(20, 100_000)
    expect(codeOf(bytes)).toBe('picture/too-large')
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

describe('a picture', () => {
  const { source, placed } = JSON.parse(readFileSync(fixture('placed.json'), 'utf8')) as Placed
  const picture = { height: 20, width: 30, channels: 3, bytes: Uint8Array.from(source) }

  test.each(placed)(
    'brought to $size by $fit has the values of TensorFlow',
    ({ fit, size: [height, width], values }) => {
      const bytes = placePicture(picture, { height, width, channels: 3, fit })
      const largest = bytes.reduce((most, byte, index) => Math.max(most, Math.abs(byte - values[index]!)), 0)
      // Exact halves are rounded up here and to even there.
      expect(largest).toBeLessThanOrEqual(1)
    }
  )

  test('turns grey by the luma of its colours, and back into three equal channels', () => {
    const point = { height: 1, width: 1, channels: 3, bytes: Uint8Array.from([200, 100, 50]) }
    const grey = placePicture(point, { height: 1, width: 1, channels: 1, fit: 'stretch' })
    expect([...grey]).toEqual([124])
    const back = placePicture(
      { ...point, channels: 1, bytes: grey },
      { height: 1, width: 1, channels: 3, fit: 'stretch' }
    )
    expect([...back]).toEqual([124, 124, 124])
  })
})

describe('suggested settings', () => {
  const header = (height: number, width: number, isGrey = false) => ({ format: 'png' as const, height, width, isGrey })

  test('keep a small size that most pictures have, and grey where all are grey', () => {
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

  test('bring large ones to at most 64 points a side, and a mixture to a square', () => {
    expect(suggestSettings([header(480, 640), header(480, 640)])).toMatchObject({ size: [48, 64], fit: 'stretch' })
    expect(suggestSettings([header(480, 640), header(200, 300), header(50, 90)])).toMatchObject({ size: [50, 50] })
  })
})
