/** How far two lots of numbers are apart that should be the same. */
export interface Comparison {
  /** Infinity where one has no number. */
  readonly maxAbsDifference: number
  /** What the difference is to be held against. */
  readonly scale: number
}

/** The largest difference, beside the largest of the numbers wanted; `least` keeps the scale of small ones from vanishing. */
export function largestDifference(wanted: ArrayLike<number>, given: ArrayLike<number>, least = 0): Comparison {
  if (wanted.length === 0 || wanted.length !== given.length) return { maxAbsDifference: Infinity, scale: least }
  let [maxAbsDifference, scale] = [0, least]
  for (let index = 0; index < wanted.length; index += 1) {
    const difference = Math.abs((wanted[index] ?? NaN) - (given[index] ?? NaN))
    maxAbsDifference = Math.max(maxAbsDifference, Number.isNaN(difference) ? Infinity : difference)
    scale = Math.max(scale, Math.abs(wanted[index] ?? 0))
  }
  return { maxAbsDifference, scale }
}

/** That of both parts of the samples. */
export function joinComparisons(one: Comparison, other: Comparison): Comparison {
  return {
    maxAbsDifference: Math.max(one.maxAbsDifference, other.maxAbsDifference),
    scale: Math.max(one.scale, other.scale)
  }
}
