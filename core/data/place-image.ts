import type { Fit } from './fit-plan.ts'
import { fitImage, type Size } from './fit-image.ts'

export interface Image {
  readonly height: number
  readonly width: number
  /** 1 for gray, 3 for color, 4 for color with its opacity. */
  readonly channels: number
  readonly bytes: Uint8Array
}

export interface ImageTarget extends Size {
  readonly channels: 1 | 3
  readonly fit: Fit
}

/** One target row or column as a weighted sum of source rows or columns. */
interface Span {
  readonly start: number
  readonly weights: readonly number[]
}

/**
 * Linear interpolation over points' centers, widened when it makes smaller so that no detail flickers: what TensorFlow's
 * ScaleAndTranslate does with a triangle kernel and antialias, and `tf.image.resize(antialias=True)` with it.
 */
function spansOf(source: number, target: number, scale: number, translation: number): readonly Span[] {
  const reach = Math.max(1 / scale, 1)
  return Array.from({ length: target }, (_, index) => {
    const center = (index + 0.5 - translation) / scale
    if (center < 0 || center > source) return { start: 0, weights: [] }
    const start = Math.max(0, Math.ceil(center - reach - 0.5))
    const end = Math.min(source - 1, Math.floor(center + reach - 0.5))
    const weights = Array.from({ length: end - start + 1 }, (_, offset) =>
      Math.max(0, 1 - Math.abs((start + offset + 0.5 - center) / reach))
    )
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    return { start, weights: weights.map(weight => weight / total) }
  })
}

/** The image's bytes at the target's size and number of channels: the same as the engine's own, without the engine. */
export function placeImage(image: Image, target: ImageTarget): Uint8Array {
  const isSame = image.height === target.height && image.width === target.width && image.channels === target.channels
  if (isSame) return image.bytes
  const channels = target.channels
  const values = withChannels(image, channels)
  const { scale, translation } = fitImage(image, target, target.fit)
  const rows = spansOf(image.height, target.height, scale[0], translation[0])
  const columns = spansOf(image.width, target.width, scale[1], translation[1])

  const narrowed = new Float32Array(image.height * target.width * channels)
  for (let y = 0; y < image.height; y++) {
    columns.forEach(({ start, weights }, x) => {
      for (let channel = 0; channel < channels; channel++) {
        const sum = weighted(values, (y * image.width + start) * channels + channel, channels, weights)
        narrowed[(y * target.width + x) * channels + channel] = sum
      }
    })
  }
  const row = target.width * channels
  const bytes = new Uint8Array(target.height * row)
  rows.forEach(({ start, weights }, y) => {
    for (let x = 0; x < row; x++) bytes[y * row + x] = Math.round(weighted(narrowed, start * row + x, row, weights))
  })
  return bytes
}

function weighted(values: ArrayLike<number>, first: number, step: number, weights: readonly number[]): number {
  let sum = 0
  for (let index = 0; index < weights.length; index++) {
    sum += (values[first + index * step] ?? 0) * (weights[index] ?? 0)
  }
  return sum
}

/** Gray out of colors is the luma of ITU-R BT.601, as in JPEG; colors out of gray are three times the same. */
function withChannels({ bytes, channels }: Image, wanted: 1 | 3): ArrayLike<number> {
  if (channels === wanted) return bytes
  const count = bytes.length / channels
  const values = new Float32Array(count * wanted)
  for (let index = 0; index < count; index++) {
    const red = bytes[index * channels] ?? 0
    const isGray = channels < 3
    if (wanted === 3) {
      for (let channel = 0; channel < 3; channel++) {
        values[index * 3 + channel] = isGray ? red : (bytes[index * channels + channel] ?? 0)
      }
    } else {
      const green = bytes[index * channels + 1] ?? 0
      const blue = bytes[index * channels + 2] ?? 0
      values[index] = isGray ? red : 0.299 * red + 0.587 * green + 0.114 * blue
    }
  }
  return values
}
