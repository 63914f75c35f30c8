import { explanationOf } from '../../core/explain/catalogue.ts'
import type { ExplainedImage } from '../../core/host/calls/explanations.ts'
import type { Image } from '../../core/data/place-image.ts'

/** A made-up map over an image: two bumps, the second below 0 where the method's map has a sign. */
export function fakeExplanation(method: string, image: Image, probabilities: Float32Array): ExplainedImage {
  const { height, width } = image
  const kind = explanationOf(method)?.map
  const bump = (row: number, column: number, at: number): number =>
    Math.exp(-((Math.floor(at / width) / height - row) ** 2 + ((at % width) / width - column) ** 2) / 0.02)
  const values = Float32Array.from({ length: height * width }, (_, at) => {
    const second = bump(0.65, 0.6, at)
    return 2.5 * bump(0.35, 0.4, at) + (kind?.sign === 'signed' ? -second : second)
  })
  return {
    input: { shape: [height, width, 1], values: Float32Array.from(image.bytes, byte => byte / 255) },
    image,
    map: { shape: [height, width], values },
    targets: Array.from({ length: 10 }, (_, digit) => String(digit)),
    target: probabilities.indexOf(Math.max(...probabilities)),
    probabilities,
    parameters: {},
    sample: undefined,
    milliseconds: 12
  }
}
