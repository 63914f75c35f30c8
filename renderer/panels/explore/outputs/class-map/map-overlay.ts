import type { Image } from '../../../../../core/data/place-image.ts'
import { classColor } from '../../../../../core/outputs/class-colors.ts'
import type { ClassMapPrediction } from '../../../../../core/outputs/class-map.ts'

interface Options {
  /** Classes that are not drawn, beside the ground. */
  readonly hidden?: ReadonlySet<number>
  /** Draws only the pixels of another class than this map has. */
  readonly unlike?: ClassMapPrediction | undefined
}

/** A class map in the colors of its classes, to be laid over an image. The ground lets the image through. */
export function mapOverlay(
  { height, width, map }: ClassMapPrediction,
  { hidden = new Set(), unlike }: Options = {}
): Image {
  const bytes = new Uint8Array(4 * map.length)
  map.forEach((index, pixel) => {
    const isShown = unlike === undefined ? index > 0 : unlike.map[pixel] !== index
    // A pixel wrongly taken for ground is seen too, in the color of what it is.
    const drawn = index === 0 ? (unlike?.map[pixel] ?? 0) : index
    if (isShown && !hidden.has(drawn)) bytes.set([...classColor(drawn), 255], 4 * pixel)
  })
  return { height, width, channels: 4, bytes }
}

/** A class's color as CSS has it. The ground has none of its own. */
export function classCss(index: number): string {
  return index === 0 ? 'transparent' : `rgb(${classColor(index).join(' ')})`
}
