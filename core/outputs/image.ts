import type { Image } from '../data/place-image.ts'
import { largestDifference } from './comparison.ts'
import { defineOutput } from './define-output.ts'
import { bytesInRange, unitRange, type ValueRange } from './value-range.ts'

export interface ImagePrediction {
  readonly kind: 'image'
  readonly image: Image
}

export interface ImageEvaluation {
  readonly kind: 'image'
  /** Mean absolute error of each image, as a share of the range from black to white. */
  readonly errors: Float32Array
  readonly figures: ImageFigures
}

/** Metrics of values from 0 for black to 1 for white. */
export interface ImageFigures {
  readonly meanAbsoluteError: number
  readonly rootMeanSquaredError: number
  /** Mean over the images of their peak signal-to-noise ratio in decibels; undefined where an image has no error. */
  readonly peakSignalToNoise: number | undefined
}

interface Facts {
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly range: ValueRange
}

export const image = defineOutput({
  kind: 'image',
  label: 'Image',
  summary: 'An image, such as one that is repaired, colored or made from noise.',
  role: 'image',
  example: {
    shape: [4, 5, 3],
    reads: 'asIs',
    range: unitRange,
    field: { name: 'image', role: 'image', height: 4, width: 5, channels: 3 }
  },
  recognize({ shape, reads, range }): Facts | undefined {
    const [height = 0, width = 0, channels = 0] = shape
    if (shape.length !== 3 || (channels !== 1 && channels !== 3) || reads === 'softmax') return undefined
    return { height, width, channels, range }
  },
  decode: (values, facts): ImagePrediction => ({ kind: 'image', image: imageOfValues(values, facts) }),
  truth: (target, facts): ImagePrediction => ({ kind: 'image', image: imageOfValues(target, facts) }),
  evaluator({ range }) {
    const [absolute, squared]: [number[], number[]] = [[], []]
    const span = 255 * range.factor
    return {
      add(values, target) {
        let [sum, squares] = [0, 0]
        values.forEach((number, position) => {
          const error = (number - (target[position] ?? 0)) / span
          sum += Math.abs(error)
          squares += error * error
        })
        absolute.push(sum / values.length)
        squared.push(squares / values.length)
      },
      result: (): ImageEvaluation => ({
        kind: 'image',
        errors: Float32Array.from(absolute),
        figures: figuresOf(absolute, squared)
      })
    }
  },
  worstFirst: ({ errors }) =>
    Array.from(errors, (_, position) => position).sort((a, b) => (errors[b] ?? 0) - (errors[a] ?? 0)),
  /** From black to white is what an eye could see at most. */
  compare: (wanted, given, { range }) => {
    const { maxAbsDifference } = largestDifference(wanted, given)
    return { maxAbsDifference, scale: 255 * range.factor }
  },
  tellPrediction: ({ image: made }) => ({
    json: { height: made.height, width: made.width, channels: made.channels },
    fractions: [],
    text: `${made.height}×${made.width}×${made.channels}`,
    image: made
  }),
  metrics: ({ figures: { meanAbsoluteError } }) => ({ meanAbsoluteError }),
  tellEvaluation: ({ figures }) => ({
    json: { ...figures },
    figures: [
      { label: 'mean absolute error', value: figures.meanAbsoluteError, unit: 'percent' },
      { label: 'root mean squared', value: figures.rootMeanSquaredError, unit: 'percent' },
      { label: 'signal to noise', value: figures.peakSignalToNoise, unit: ' dB' }
    ]
  })
})

function imageOfValues(values: ArrayLike<number>, { height, width, channels, range }: Facts): Image {
  return { height, width, channels, bytes: bytesInRange(values, range) }
}

function figuresOf(absolute: readonly number[], squared: readonly number[]): ImageFigures {
  const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length
  const ratio = mean(squared.map(each => -10 * Math.log10(each)))
  return {
    meanAbsoluteError: mean(absolute),
    rootMeanSquaredError: Math.sqrt(mean(squared)),
    peakSignalToNoise: Number.isFinite(ratio) ? ratio : undefined
  }
}
