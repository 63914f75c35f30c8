import type { Color } from './define-output.ts'

/** The class around everything else, black; then colors that are told apart on any image. */
const first: readonly Color[] = [
  [0, 0, 0],
  [255, 90, 95],
  [63, 185, 80],
  [76, 154, 255],
  [255, 176, 32],
  [198, 120, 221],
  [43, 212, 217],
  [255, 138, 216],
  [181, 232, 83]
]

/** Degrees on the color circle from one class to the next: the golden angle, which comes near no hue again. */
const turn = 137.508

/** The color of a class of a class map, the same wherever it is drawn; of boxes the next one, for they have no ground. */
export function classColor(index: number): Color {
  return first[index] ?? hue(index * turn, index % 2 === 0 ? 0.6 : 0.45)
}

/** A saturated color: Smith, "Color gamut transform pairs", 1978, in the form for lightness. */
function hue(degrees: number, lightness: number): Color {
  const reach = 0.7 * Math.min(lightness, 1 - lightness)
  const channel = (from: number): number => {
    const position = (from + degrees / 30) % 12
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(position - 3, 9 - position, 1))))
  }
  return [channel(0), channel(8), channel(4)]
}
