import type { Image } from '../../../core/data/place-image.ts'
import type { Prediction } from '../../../core/host/calls/explore.ts'

type Seen = Prediction['seen']

export function rangeOf(values: Float32Array): { readonly min: number; readonly max: number } {
  let [min, max] = [Infinity, -Infinity]
  for (const value of values) {
    min = Math.min(min, value)
    max = Math.max(max, value)
  }
  return { min, max }
}

/** The array as an image: its smallest value black, its largest white. */
export function imageOfSeen({ shape, values }: Seen): Image {
  const [height = 1, width = 1, channels = 1] = shape
  const { min, max } = rangeOf(values)
  const factor = max > min ? 255 / (max - min) : 0
  const shown = channels === 3 ? 3 : 1
  const bytes = new Uint8Array(height * width * shown)
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    for (let channel = 0; channel < shown; channel += 1) {
      bytes[pixel * shown + channel] = Math.round(((values[pixel * channels + channel] ?? min) - min) * factor)
    }
  }
  return { height, width, channels: shown, bytes }
}

/** The values of every channel at one place. */
export function valuesAt({ shape, values }: Seen, row: number, column: number): readonly number[] {
  const [, width = 1, channels = 1] = shape
  const start = (row * width + column) * channels
  return [...values.subarray(start, start + channels)]
}

export function valueText(value: number): string {
  if (Number.isInteger(value)) return String(value)
  return value.toFixed(Math.abs(value) < 10 ? 3 : 1).replace('-', '−')
}
