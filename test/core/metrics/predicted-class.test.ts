import { expect, it } from 'vitest'
import { binaryAccuracyOf } from '../../../core/metrics/accuracy.ts'
import { predictedClass } from '../../../core/metrics/predicted-class.ts'
import { runTensors } from '../../run-tensors.ts'

/** One value a sample: below one half, just there, above. */
const logits = Float32Array.of(-1, 0, 1)

const column = (data: Float32Array) =>
  ({
    type: { dtype: 'float32', shape: ['batch', 1] },
    value: { dtype: 'float32', shape: [3, 1], data }
  }) as const

/** Keras 3: `BinaryAccuracy()([0, 0, 1], [0.2, 0.5, 0.8])` is 1. */
it('takes one half for no in the metric of a training', async () => {
  const fed = { prediction: column(logits), target: column(Float32Array.of(0, 0, 1)) }
  const { predicted, right } = await runTensors(fed, ({ prediction, target }, { emit }) => ({
    predicted: predictedClass(prediction!, emit),
    right: binaryAccuracyOf(prediction!, target!, emit).totals['correct']!
  }))
  expect(predicted.data).toEqual(Int32Array.of(0, 0, 1))
  expect(Number(right.data[0])).toBe(3)
})
