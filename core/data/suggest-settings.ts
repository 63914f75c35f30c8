import type { ImageHeader } from './image-header.ts'

/** Packed images take their height times their width: 10,000 of this side and in color take 8 GB on the disk. */
const largestPackedSide = 512
const smallestPackedSide = 8

export interface SuggestedForm {
  readonly size: readonly [number, number]
  readonly channels: 1 | 3
  readonly fit: 'stretch' | 'crop'
}

/**
 * The size that most images have, so that those are packed as they are; a square of the shorter side that is usual where
 * no size prevails; and nothing larger than the bound, in the same proportions. What a network sees is its data node's
 * affair: this loses as little as may be. Gray if all are gray.
 */
export function suggestSettings(headers: readonly ImageHeader[]): SuggestedForm {
  const counts = new Map<string, { size: readonly [number, number]; count: number }>()
  for (const { height, width } of headers) {
    const key = `${height}×${width}`
    counts.set(key, { size: [height, width], count: (counts.get(key)?.count ?? 0) + 1 })
  }
  const [commonest] = [...counts.values()].sort((left, right) => right.count - left.count)
  const channels = headers.length > 0 && headers.every(header => header.isGray) ? 1 : 3
  const fit = counts.size === 1 ? 'stretch' : 'crop'
  if (commonest !== undefined && commonest.count * 2 > headers.length) {
    return { size: bounded(commonest.size), channels, fit }
  }
  const shorter = headers.map(({ height, width }) => Math.min(height, width)).sort((left, right) => left - right)
  const usual = Math.max(shorter[shorter.length >> 1] ?? largestPackedSide, smallestPackedSide)
  return { size: bounded([usual, usual]), channels, fit }
}

function bounded([height, width]: readonly [number, number]): readonly [number, number] {
  const scale = Math.min(1, largestPackedSide / Math.max(height, width))
  return [Math.max(1, Math.round(height * scale)), Math.max(1, Math.round(width * scale))]
}
