import type { Evaluation } from '../../core/host/explore.ts'
import { indexOfLargest } from '../../core/index-of-largest.ts'

/** The network's prediction to one image of a set. */
export interface SamplePrediction {
  /** Where the image stands in the dataset. */
  readonly index: number
  readonly label: number
  readonly prediction: number
  readonly probability: number
  readonly isRight: boolean
}

export interface PredictionFilter {
  readonly isWrongOnly: boolean
  readonly label?: number | undefined
  readonly prediction?: number | undefined
}

/** The predictions of an evaluation: the wrong ones first, those that were surest of themselves before; then the right ones, doubtful before. */
export function predictionsOf({ indices, labels, probabilities, classes }: Evaluation): readonly SamplePrediction[] {
  const predictions = [...labels].map((label, place): SamplePrediction => {
    const row = probabilities.subarray(place * classes.length, (place + 1) * classes.length)
    const prediction = indexOfLargest(row)
    return {
      index: indices[place] ?? 0,
      label,
      prediction,
      probability: row[prediction] ?? 0,
      isRight: prediction === label
    }
  })
  return predictions.sort((a, b) => {
    if (a.isRight !== b.isRight) return a.isRight ? 1 : -1
    const order = a.isRight ? a.probability - b.probability : b.probability - a.probability
    return order || a.index - b.index
  })
}

export function filterPredictions(
  predictions: readonly SamplePrediction[],
  filter: PredictionFilter
): readonly SamplePrediction[] {
  return predictions.filter(
    ({ isRight, label, prediction }) =>
      !(filter.isWrongOnly && isRight) &&
      (filter.label === undefined || filter.label === label) &&
      (filter.prediction === undefined || filter.prediction === prediction)
  )
}
