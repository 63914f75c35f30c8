import type { Pair } from '../parameters.ts'

export type Fit = 'stretch' | 'pad' | 'crop'

/** How an image is brought to a size: resized, then cut, then given borders. Steps that change nothing are left out. */
export interface FitPlan {
  readonly resize?: Pair
  /** First row and column of the cut; what remains has the wanted size. */
  readonly cut?: Pair
  /** Rows above and below, columns left and right. */
  readonly borders?: readonly [Pair, Pair]
}

/** Whether a step makes an image smaller; elsewhere nothing is lost that could be kept. */
export function isShrinking(from: Pair, to: Pair): boolean {
  return to[0] < from[0] || to[1] < from[1]
}

function isSame(left: Pair, right: Pair): boolean {
  return left[0] === right[0] && left[1] === right[1]
}

function scaled(from: Pair, scale: number): Pair {
  return [Math.max(1, Math.round(from[0] * scale)), Math.max(1, Math.round(from[1] * scale))]
}

/**
 * Stretch resizes. Pad never enlarges: it shrinks what is too large, keeping its proportions, and puts borders around.
 * Crop resizes until the image covers the size, and cuts the middle out of it.
 */
export function planFit(from: Pair, to: Pair, fit: Fit): FitPlan {
  if (isSame(from, to)) return {}
  if (fit === 'stretch') return { resize: to }
  const scales = [to[0] / from[0], to[1] / from[1]] as const
  const resized = scaled(from, fit === 'pad' ? Math.min(1, ...scales) : Math.max(...scales))
  const spare = [Math.abs(to[0] - resized[0]), Math.abs(to[1] - resized[1])] as const
  const first: Pair = [Math.floor(spare[0] / 2), Math.floor(spare[1] / 2)]
  const isFilled = isSame(resized, to)
  return {
    ...(isSame(from, resized) ? {} : { resize: resized }),
    ...(fit === 'crop' && !isFilled ? { cut: first } : {}),
    ...(fit === 'pad' && !isFilled
      ? {
          borders: [
            [first[0], spare[0] - first[0]],
            [first[1], spare[1] - first[1]]
          ] as const
        }
      : {})
  }
}
