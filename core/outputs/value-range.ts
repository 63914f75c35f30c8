/** How the numbers of a network stand for gray and color: bytes 0 to 255 times the factor, plus the offset. */
export interface ValueRange {
  readonly factor: number
  readonly offset: number
}

/** From 0 for black to 1 for white. */
export const unitRange: ValueRange = { factor: 1 / 255, offset: 0 }

/** Numbers as bytes: what lies outside of the range from black to white is cut off. */
export function bytesInRange(values: ArrayLike<number>, { factor, offset }: ValueRange): Uint8Array {
  return Uint8Array.from(values, value => Math.min(255, Math.max(0, Math.round((value - offset) / factor))))
}
