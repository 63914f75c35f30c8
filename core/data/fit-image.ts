import type { Fit } from './fit-plan.ts'

export interface Size {
  readonly height: number
  readonly width: number
}

/**
 * How an image gets to its size, as numbers: a point at (y, x) of the source lands at (y * scale + translation) of the
 * target, rows before columns. What lies outside the target is cut; what the source does not reach is black.
 */
export interface Placement {
  readonly scale: readonly [number, number]
  readonly translation: readonly [number, number]
}

/** `stretch` fills both sides, `pad` shows the whole image with borders, `crop` fills the target and cuts the rest. */
export function fitImage(source: Size, target: Size, fit: Fit): Placement {
  const tall = target.height / source.height
  const wide = target.width / source.width
  if (fit === 'stretch') return { scale: [tall, wide], translation: [0, 0] }
  const scale = fit === 'pad' ? Math.min(tall, wide) : Math.max(tall, wide)
  return {
    scale: [scale, scale],
    translation: [(target.height - source.height * scale) / 2, (target.width - source.width * scale) / 2]
  }
}
