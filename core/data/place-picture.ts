import type { Picture } from '../host.ts'
import type { DatasetSettings } from './dataset.ts'
import { fitPicture, type Size } from './fit-picture.ts'

export interface PictureTarget extends Size {
  readonly channels: 1 | 3
  readonly fit: DatasetSettings['fit']
}

/** One target row or column as a weighted sum of source rows or columns. */
interface Span {
  readonly start: number
  readonly weights: readonly number[]
}

/**
 * Linear interpolation over points' centres, widened when it makes smaller so that no detail flickers: what TensorFlow's
 * ScaleAndTranslate does with a triangle kernel and antialias, and `tf.image.resize(antialias=True)` with it.
 */
function spansOf(source: number, target: number, scale: number, translation: number): readonly Span[] {
  const reach = Math.max(1 / scale, 1)
  return Array.from({ length: target }, (_, index) => {
    const centre = (index + 0.5 - translation) / scale
    if (centre < 0 || centre > source) return { start: 0, weights: [] }
    const start = Math.max(0, Math.ceil(centre - reach - 0.5))
    const end = Math.min(source - 1, Math.floor(centre + reach - 0.5))
    const weights = Array.from({ length: end - start + 1 }, (_, offset) =>
      Math.max(0, 1 - Math.abs((start + offset + 0.5 - centre) / reach))
    )
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    return { start, weights: weights.map(weight => weight / total) }
  })
}

/** The picture's bytes at the target's size and number of channels: the same as the engine's own, without the engine. */
export function placePicture(picture: Picture, target: PictureTarget): Uint8Array {
  const isSame =
    picture.height === target.height && picture.width === target.width && picture.channels === target.channels
  if (isSame) return picture.bytes
  const channels = target.channels
  const values = withChannels(picture, channels)
  const { scale, translation } = fitPicture(picture, target, target.fit)
  const rows = spansOf(picture.height, target.height, scale[0], translation[0])
  const columns = spansOf(picture.width, target.width, scale[1], translation[1])

  const narrowed = new Float32Array(picture.height * target.width * channels)
  for (let y = 0; y < picture.height; y++) {
    columns.forEach(({ start, weights }, x) => {
      for (let channel = 0; channel < channels; channel++) {
        const sum = weighted(values, (y * picture.width + start) * channels + channel, channels, weights)
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

/** Grey out of colours is the luma of ITU-R BT.601, as in JPEG; colours out of grey are three times the same. */
function withChannels({ bytes, channels }: Picture, wanted: 1 | 3): ArrayLike<number> {
  if (channels === wanted) return bytes
  const count = bytes.length / channels
  const values = new Float32Array(count * wanted)
  for (let index = 0; index < count; index++) {
    const red = bytes[index * channels] ?? 0
    const isGrey = channels < 3
    if (wanted === 3) {
      for (let channel = 0; channel < 3; channel++) {
        values[index * 3 + channel] = isGrey ? red : (bytes[index * channels + channel] ?? 0)
      }
    } else {
      const green = bytes[index * channels + 1] ?? 0
      const blue = bytes[index * channels + 2] ?? 0
      values[index] = isGrey ? red : 0.299 * red + 0.587 * green + 0.114 * blue
    }
  }
  return values
}
