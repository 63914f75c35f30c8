import { indexOfLargest } from '../../../core/index-of-largest.ts'
import { classes as classesKind, type ClassesEvaluation } from '../../../core/outputs/classes.ts'

/** The class that a network predicts for one image of a set. */
export interface ClassPrediction {
  /** Where it stands in the evaluation. */
  readonly position: number
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

/** The predictions of an evaluation, the worst mistakes first. */
export function predictionsOf(evaluation: ClassesEvaluation): readonly ClassPrediction[] {
  const { labels, probabilities, classes } = evaluation
  return classesKind.worstFirst(evaluation).map(position => {
    const row = probabilities.subarray(position * classes.length, (position + 1) * classes.length)
    const [label, prediction] = [labels[position] ?? 0, indexOfLargest(row)]
    return { position, label, prediction, probability: row[prediction] ?? 0, isRight: prediction === label }
  })
}

export function filterPredictions(
  predictions: readonly ClassPrediction[],
  filter: PredictionFilter
): readonly ClassPrediction[] {
  return predictions.filter(
    ({ isRight, label, prediction }) =>
      !(filter.isWrongOnly && isRight) &&
      (filter.label === undefined || filter.label === label) &&
      (filter.prediction === undefined || filter.prediction === prediction)
  )
}
