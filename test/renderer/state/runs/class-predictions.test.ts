import { expect, it } from 'vitest'
import type { ClassesEvaluation } from '../../../../core/outputs/classes.ts'
import { filterPredictions, predictionsOf } from '../../../../renderer/state/runs/class-predictions.ts'

/** Four images of two classes: right and sure, wrong and unsure, wrong and sure, right and unsure. */
const evaluation: ClassesEvaluation = {
  kind: 'classes',
  classes: ['cat', 'dog'],
  confusion: [
    [1, 1],
    [1, 1]
  ],
  labels: Int32Array.of(0, 0, 1, 1),
  probabilities: Float32Array.of(0.9, 0.1, 0.4, 0.6, 0.95, 0.05, 0.45, 0.55),
  figures: undefined
}

it('puts the surest mistakes first and the surest right predictions last', () => {
  expect(predictionsOf(evaluation).map(({ position }) => position)).toEqual([2, 1, 3, 0])
})

it('shows the mistakes of one cell of the confusion matrix', () => {
  const shown = filterPredictions(predictionsOf(evaluation), { isWrongOnly: true, label: 1, prediction: 0 })
  expect(shown).toMatchObject([{ position: 2, label: 1, prediction: 0, isRight: false }])
})
