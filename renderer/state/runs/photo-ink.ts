import type { Image } from '../../../core/data/place-image.ts'
import type { Ink } from './prepare-digit.ts'

/** Larger images are looked at in this many pixels along their longer side: far more than a digit is scaled to. */
const longestSide = 256
/** The paper's brightness is taken for each of so many by so many parts. */
const parts = 8
/** What is smaller than this share of the largest stroke is a speck. */
const leastShare = 0.03

/**
 * The ink of a photograph of writing: what differs from its ground, whether that is light or dark and however unevenly
 * it is lit, without specks and what reaches in from the edge.
 */
export function inkOfPhoto(image: Image): Ink {
  const gray = shrunk(grayOf(image))
  const ground = groundOf(gray)
  const isLight = percentile(gray.values, 0.5) > 0.5
  const contrast = gray.values.map((value, index) => Math.max(0, (isLight ? -1 : 1) * (value - (ground[index] ?? 0))))
  const threshold = otsu(contrast)
  const strong = contrast.filter(value => value > threshold)
  const full = strong.length === 0 ? 1 : percentile(strong, 0.5)
  // Half of the threshold is where a stroke's soft edge ends.
  const ink = contrast.map(value => (value > threshold / 2 ? Math.min(1, value / full) : 0))
  return keepWriting({ ...gray, values: ink })
}

function grayOf({ height, width, channels, bytes }: Image): Ink {
  const values = new Float32Array(height * width)
  for (let pixel = 0; pixel < values.length; pixel += 1) {
    let sum = 0
    for (let channel = 0; channel < channels; channel += 1) sum += bytes[pixel * channels + channel] ?? 0
    values[pixel] = sum / (255 * channels)
  }
  return { height, width, values }
}

/** Each pixel the mean of those that it takes the place of. */
function shrunk(ink: Ink): Ink {
  const step = Math.ceil(Math.max(ink.height, ink.width) / longestSide)
  if (step === 1) return ink
  const [height, width] = [Math.floor(ink.height / step), Math.floor(ink.width / step)]
  const values = new Float32Array(height * width)
  for (let y = 0; y < height * step; y += 1) {
    for (let x = 0; x < width * step; x += 1) {
      const at = Math.floor(y / step) * width + Math.floor(x / step)
      values[at] = (values[at] ?? 0) + (ink.values[y * ink.width + x] ?? 0) / step ** 2
    }
  }
  return { height, width, values }
}

/** The brightness of the ground at each pixel: medians of the parts, each the median of those around it, and between them. */
function groundOf({ height, width, values }: Ink): Float32Array {
  const rows = Math.min(parts, height)
  const columns = Math.min(parts, width)
  const medians = grid(rows, columns, (row, column) => {
    const inside: number[] = []
    for (let y = Math.floor((row * height) / rows); y < ((row + 1) * height) / rows; y += 1)
      for (let x = Math.floor((column * width) / columns); x < ((column + 1) * width) / columns; x += 1)
        inside.push(values[y * width + x] ?? 0)
    return percentile(inside, 0.5)
  })
  const at = (table: readonly number[], row: number, column: number): number =>
    table[clamp(row, 0, rows - 1) * columns + clamp(column, 0, columns - 1)] ?? 0
  // A part that a stroke fills has the brightness of its neighbors.
  const smooth = grid(rows, columns, (row, column) =>
    percentile(
      grid(5, 5, (y, x) => at(medians, row + y - 2, column + x - 2)),
      0.5
    )
  )
  return Float32Array.from({ length: height * width }, (_, index) => {
    const y = ((Math.floor(index / width) + 0.5) * rows) / height - 0.5
    const x = (((index % width) + 0.5) * columns) / width - 0.5
    const [top, left] = [Math.floor(y), Math.floor(x)]
    const [down, right] = [y - top, x - left]
    const upper = at(smooth, top, left) * (1 - right) + at(smooth, top, left + 1) * right
    const lower = at(smooth, top + 1, left) * (1 - right) + at(smooth, top + 1, left + 1) * right
    return upper * (1 - down) + lower * down
  })
}

function grid(rows: number, columns: number, valueAt: (row: number, column: number) => number): readonly number[] {
  return Array.from({ length: rows * columns }, (_, index) => valueAt(Math.floor(index / columns), index % columns))
}

/** The threshold that parts values from 0 to 1 best into two groups: Otsu, "A threshold selection method", 1979. */
function otsu(values: Float32Array): number {
  const bins = 64
  const counts = new Array<number>(bins).fill(0)
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.floor(value * bins))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const total = counts.reduce((sum, count, bin) => sum + count * bin, 0)
  let [best, threshold, below, sum] = [-1, 0, 0, 0]
  counts.forEach((count, bin) => {
    below += count
    sum += count * bin
    const above = values.length - below
    if (below === 0 || above === 0) return
    const between = below * above * (sum / below - (total - sum) / above) ** 2
    if (between > best) [best, threshold] = [between, (bin + 1) / bins]
  })
  return threshold
}

interface Stroke {
  readonly pixels: readonly number[]
  readonly isAtEdge: boolean
}

function keepWriting(ink: Ink): Ink {
  const strokes = strokesOf(ink)
  const inner = strokes.filter(({ isAtEdge }) => !isAtEdge)
  const largest = (list: readonly Stroke[]): number => Math.max(0, ...list.map(({ pixels }) => pixels.length))
  // What is cut by the edge is the table or a shadow, unless there is nothing else.
  const considered = largest(inner) > largest(strokes) / 50 ? inner : strokes
  const least = leastShare * largest(considered)
  const values = new Float32Array(ink.values.length)
  for (const { pixels } of considered) {
    if (pixels.length < least) continue
    for (const pixel of pixels) values[pixel] = ink.values[pixel] ?? 0
  }
  return { ...ink, values }
}

/** Pixels with ink that hang together. */
function strokesOf({ height, width, values }: Ink): readonly Stroke[] {
  const seen = new Uint8Array(values.length)
  const strokes: Stroke[] = []
  for (const [first, value] of values.entries()) {
    if (seen[first] === 1 || value === 0) continue
    const pixels = [first]
    seen[first] = 1
    let isAtEdge = false
    // It grows while it is walked.
    for (const pixel of pixels) {
      const [y, x] = [Math.floor(pixel / width), pixel % width]
      isAtEdge ||= y === 0 || x === 0 || y === height - 1 || x === width - 1
      for (let down = Math.max(0, y - 1); down <= Math.min(height - 1, y + 1); down += 1) {
        for (let across = Math.max(0, x - 1); across <= Math.min(width - 1, x + 1); across += 1) {
          const neighbor = down * width + across
          if (seen[neighbor] === 1 || values[neighbor] === 0) continue
          seen[neighbor] = 1
          pixels.push(neighbor)
        }
      }
    }
    strokes.push({ pixels, isAtEdge })
  }
  return strokes
}

function percentile(values: ArrayLike<number>, share: number): number {
  const sorted = Float32Array.from(values).sort()
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}
