import type { ImageHeader } from './image-header.ts'

/** Images above this side are suggested smaller: a first training should take minutes, not hours. */
const largestSuggestedSide = 64

export interface SuggestedForm {
  readonly size: readonly [number, number]
  readonly channels: 1 | 3
  readonly fit: 'stretch' | 'crop'
}

/**
 * The size that most images have where it is small, else one of the same proportions with a longer side of 64, or a
 * square where no size prevails; gray if all are gray.
 */
export function suggestSettings(headers: readonly ImageHeader[]): SuggestedForm {
  const counts = new Map<string, { size: readonly [number, number]; count: number }>()
  for (const { height, width } of headers) {
    const key = `${height}×${width}`
    counts.set(key, { size: [height, width], count: (counts.get(key)?.count ?? 0) + 1 })
  }
  const [commonest] = [...counts.values()].sort((left, right) => right.count - left.count)
  const channels = headers.length > 0 && headers.every(header => header.isGray) ? 1 : 3
  const side = largestSuggestedSide
  if (!commonest) return { size: [side, side], channels, fit: 'crop' }
  const fit = counts.size === 1 ? 'stretch' : 'crop'
  if (commonest.count * 2 <= headers.length) {
    const shorter = Math.min(...headers.flatMap(({ height, width }) => [height, width]))
    const square = Math.min(side, Math.max(shorter, 8))
    return { size: [square, square], channels, fit }
  }
  const [height, width] = commonest.size
  const scale = Math.min(1, side / Math.max(height, width))
  return { size: [Math.max(1, Math.round(height * scale)), Math.max(1, Math.round(width * scale))], channels, fit }
}
