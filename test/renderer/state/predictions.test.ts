import { expect, it } from 'vitest'
import type { Evaluation } from '../../../core/host/explore.ts'
import { predictionsOf, filterPredictions } from '../../../renderer/state/predictions.ts'

/** Four images of two classes: right and sure, wrong and unsure, wrong and sure, right and unsure. */
const evaluation: Evaluation = {
  metrics: { loss: 1, accuracy: 0.5 },
  classes: ['cat', 'dog'],
  confusion: [
    [1, 1],
    [1, 1]
  ],
  indices: Int32Array.of(10, 11, 12, 13),
  labels: Int32Array.of(0, 0, 1, 1),
  probabilities: Float32Array.of(0.9, 0.1, 0.4, 0.6, 0.95, 0.05, 0.45, 0.55),
  figures: undefined
}

it('puts the surest mistakes first and the surest right predictions last', () => {
  expect(predictionsOf(evaluation).map(({ index }) => index)).toEqual([12, 11, 13, 10])
})

it('shows the mistakes of one cell of the confusion matrix', () => {
  const shown = filterPredictions(predictionsOf(evaluation), { isWrongOnly: true, label: 1, prediction: 0 })
  expect(shown).toMatchObject([{ index: 12, label: 1, prediction: 0, isRight: false }])
})
