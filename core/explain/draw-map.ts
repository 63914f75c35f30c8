import type { Image } from '../data/place-image.ts'
import type { MapKind } from './explanation.ts'

/** A map as the window and the command line draw it. */
export interface DrawnMap {
  readonly height: number
  readonly width: number
  /** One number a pixel, in units of `limit`: from 0 or from −1 to 1. */
  readonly values: Float32Array
  /** The largest number, whatever its sign: what the ends of the color scale stand for. */
  readonly limit: number
}

export type Color = readonly [red: number, green: number, blue: number]

/** matplotlib's `inferno` at eight equal steps: brighter is always more, for every kind of color vision. */
const rising: readonly Color[] = [
  [0, 0, 4],
  [31, 12, 72],
  [85, 15, 109],
  [136, 34, 106],
  [188, 55, 84],
  [227, 89, 51],
  [249, 140, 10],
  [249, 201, 50],
  [252, 255, 164]
]

/** ColorBrewer's RdBu, from blue over white to red. */
const diverging: readonly Color[] = [
  [5, 48, 97],
  [33, 102, 172],
  [67, 147, 195],
  [146, 197, 222],
  [209, 229, 240],
  [247, 247, 247],
  [253, 219, 199],
  [244, 165, 130],
  [214, 96, 77],
  [178, 24, 43],
  [103, 0, 31]
]

/**
 * One number a pixel. Of channels, positive ones give their largest, as in Simonyan et al. 2013, section 3.1, and signed
 * ones their sum.
 */
export function drawnMap(
  { shape, values }: { readonly shape: readonly number[]; readonly values: Float32Array },
  { sign }: MapKind
): DrawnMap {
  const [height = 1, width = 1, channels = 1] = shape
  const plane = new Float32Array(height * width)
  for (let pixel = 0; pixel < plane.length; pixel += 1) {
    const own = values.subarray(pixel * channels, (pixel + 1) * channels)
    plane[pixel] = sign === 'positive' ? Math.max(...own) : own.reduce((sum, value) => sum + value, 0)
  }
  const limit = plane.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return { height, width, values: limit === 0 ? plane : plane.map(value => value / limit), limit }
}

/** The color of a number of a drawn map. */
export function colorOf(value: number, sign: MapKind['sign']): Color {
  const colors = sign === 'positive' ? rising : diverging
  const fraction = Math.min(1, Math.max(0, sign === 'positive' ? value : (value + 1) / 2))
  const at = fraction * (colors.length - 1)
  const [low, high] = [colors[Math.floor(at)], colors[Math.ceil(at)]]
  const mix = (channel: 0 | 1 | 2): number =>
    Math.round((low?.[channel] ?? 0) + ((high?.[channel] ?? 0) - (low?.[channel] ?? 0)) * (at % 1))
  return [mix(0), mix(1), mix(2)]
}

/** The map's colors by themselves. */
export function solidColors(map: DrawnMap, sign: MapKind['sign']): Image {
  return imageOf(map, value => [...colorOf(value, sign), 255])
}

/** How strong a color of a signed map is that is laid over an image, so that it shows on black and white alike. */
const laidOver = 0.75

/** The map's colors with an opacity for each pixel, to be laid over an image. Of signed maps, 0 lets it through. */
export function mapColors(map: DrawnMap, sign: MapKind['sign'], opacity: number): Image {
  return imageOf(map, value => {
    const isPositive = sign === 'positive'
    const color = colorOf(isPositive ? value : laidOver * Math.sign(value), sign)
    return [...color, Math.round(255 * opacity * (isPositive ? 1 : Math.sqrt(Math.abs(value))))]
  })
}

function imageOf({ height, width, values }: DrawnMap, rgbaAt: (value: number) => readonly number[]): Image {
  const bytes = new Uint8Array(values.length * 4)
  values.forEach((value, pixel) => bytes.set(rgbaAt(value), pixel * 4))
  return { height, width, channels: 4, bytes }
}
