import type { Color } from './define-output.ts'

/** The class around everything else, black; then colors that are told apart on images, for people who see fewer too. */
const first: readonly Color[] = [
  [0, 0, 0],
  [79, 142, 247],
  [255, 159, 67],
  [52, 199, 123],
  [240, 98, 168],
  [157, 107, 240],
  [242, 201, 46],
  [34, 195, 201],
  [239, 83, 80],
  [176, 120, 74]
]

/** Degrees on the color circle from one class to the next: the golden angle, which comes near no hue again. */
const turn = 137.508

/** The color of each class of a class map, the same wherever it is drawn. */
export function classColors(count: number): readonly Color[] {
  return Array.from({ length: count }, (_, index) => first[index] ?? hue(index * turn, index % 2 === 0 ? 0.6 : 0.45))
}

/** A saturated color: Smith, "Color gamut transform pairs", 1978, in the form for lightness. */
function hue(degrees: number, lightness: number): Color {
  const reach = 0.7 * Math.min(lightness, 1 - lightness)
  const channel = (from: number): number => {
    const place = (from + degrees / 30) % 12
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(place - 3, 9 - place, 1))))
  }
  return [channel(0), channel(8), channel(4)]
}
