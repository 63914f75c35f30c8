import type { Image } from '../../../core/data/place-image.ts'

/** A gray image as numbers from 0 (empty) to 1 (ink), row-major. */
export interface Ink {
  readonly height: number
  readonly width: number
  readonly values: Float32Array
}

/** A stroke of the pen, in pixels of the drawing area. */
export interface Stroke {
  readonly width: number
  readonly points: readonly (readonly [number, number])[]
}

/** The inner box that a digit is scaled into, as a share of the image: 20 of 28. */
export const innerFraction = 20 / 28

/**
 * A drawing as MNIST's digits were prepared: scaled, with its proportions, into the inner box, anti-aliased, its center
 * of mass in the center. LeCun, Cortes and Burges, "The MNIST database of handwritten digits", 1998.
 */
export function prepareDigit(ink: Ink, size: readonly [number, number]): Image {
  const box = boundsOf(ink)
  if (box === undefined) return imageOf(size, () => 0)
  const [height, width] = size
  const scale = Math.min(
    (height * innerFraction) / (box.bottom - box.top),
    (width * innerFraction) / (box.right - box.left)
  )
  const center = centerOfMass(ink)
  // As there, it is moved by whole pixels, and the center of mass comes to lie in the pixel after the middle: so it does
  // in the set's images. It stays inside where its mass lies far to one side.
  const boxTop = clamp(Math.ceil(height / 2 - (center.y - box.top) * scale), 0, height - (box.bottom - box.top) * scale)
  const boxLeft = clamp(Math.ceil(width / 2 - (center.x - box.left) * scale), 0, width - (box.right - box.left) * scale)
  const [top, left] = [boxTop - box.top * scale, boxLeft - box.left * scale]
  return imageOf(size, (y, x) =>
    meanOver(ink, (y - top) / scale, (y + 1 - top) / scale, (x - left) / scale, (x + 1 - left) / scale)
  )
}

/** The whole drawing made smaller, and nothing else. */
export function shrinkDrawing(ink: Ink, size: readonly [number, number]): Image {
  const [rows, columns] = [ink.height / size[0], ink.width / size[1]]
  return imageOf(size, (y, x) => meanOver(ink, y * rows, (y + 1) * rows, x * columns, (x + 1) * columns))
}

function imageOf([height, width]: readonly [number, number], valueAt: (y: number, x: number) => number): Image {
  const bytes = new Uint8Array(height * width)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) bytes[y * width + x] = Math.round(255 * valueAt(y, x))
  }
  return { height, width, channels: 1, bytes }
}

/** Mean ink over a rectangle with fractional edges; what lies outside is empty. */
function meanOver(ink: Ink, top: number, bottom: number, left: number, right: number): number {
  const [firstRow, lastRow] = [Math.max(0, Math.floor(top)), Math.min(ink.height, Math.ceil(bottom))]
  const [firstColumn, lastColumn] = [Math.max(0, Math.floor(left)), Math.min(ink.width, Math.ceil(right))]
  let sum = 0
  for (let y = firstRow; y < lastRow; y += 1) {
    const rowFraction = Math.min(y + 1, bottom) - Math.max(y, top)
    for (let x = firstColumn; x < lastColumn; x += 1) {
      const fraction = rowFraction * (Math.min(x + 1, right) - Math.max(x, left))
      sum += fraction * (ink.values[y * ink.width + x] ?? 0)
    }
  }
  return sum / ((bottom - top) * (right - left))
}

interface Bounds {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

/** Where there is ink; undefined where there is none. */
export function boundsOf({ height, width, values }: Ink): Bounds | undefined {
  let [top, bottom, left, right] = [height, 0, width, 0]
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((values[y * width + x] ?? 0) === 0) continue
      top = Math.min(top, y)
      bottom = Math.max(bottom, y + 1)
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
    }
  }
  return bottom === 0 ? undefined : { top, bottom, left, right }
}

export function centerOfMass({ height, width, values }: Ink): { readonly x: number; readonly y: number } {
  let [mass, sumX, sumY] = [0, 0, 0]
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const value = values[y * width + x] ?? 0
      mass += value
      sumX += value * (x + 0.5)
      sumY += value * (y + 0.5)
    }
  }
  return { x: sumX / mass, y: sumY / mass }
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}
