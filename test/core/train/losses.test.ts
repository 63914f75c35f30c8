import { expect, it } from 'vitest'
import { drawNetwork } from '../../../core/graph/graph-builder.ts'
import { train } from '../../../core/train/train.ts'
import type { EpochMetrics } from '../../../core/train/run.ts'
import { digitParts, digits } from '../../digits.ts'
import { testEngine } from '../../run-tensors.ts'
import { datasets, networkOf } from './one-step.ts'

const dataset = digits()
const { train: all, validation, test } = digitParts(dataset)
const parts = { train: all.subarray(0, 4000), validation, test }

/** A small network that is trained with this loss alone. */
function drawn(loss: string, parameters: object) {
  return networkOf(
    drawNetwork(graph => {
      const data = graph.layer('data', { dataset: 'digits', size: [14, 14] })
      const conv = graph.layer('conv2d', { filters: 8, activation: 'relu' }, data.output('image'))
      const row = graph.layer('flatten', {}, graph.layer('maxPooling2d', {}, conv))
      const last = graph.layer('dense', { units: 10 }, row)
      graph.layer(loss, parameters as never, { prediction: last, target: data.output('label') })
      graph.layer('output', {}, last)
    })
  )
}

it.each([
  ['softmaxCrossEntropy', { labelSmoothing: 0.1 }],
  ['binaryCrossEntropy', {}],
  ['meanSquaredError', {}],
  ['huber', { delta: 0.5 }],
  ['hinge', {}],
  ['hinge', { form: 'worst' }],
  ['kullbackLeiblerDivergence', {}]
])('%s with %o teaches a small network seven of eight digits in three epochs', async (loss, parameters) => {
  const epochs: EpochMetrics[] = []
  const result = await train({
    engine: testEngine(),
    network: drawn(loss, parameters),
    datasets,
    recipe: {
      updates: [{ name: 'main', optimizer: { kind: 'adam', learningRate: 0.003 } }],
      batchSize: 32,
      epochs: 3,
      seed: 1
    },
    dataset,
    parts,
    signal: { isStopped: false },
    environment: { now: () => performance.now(), pause: () => Promise.resolve() },
    preparing: () => undefined,
    frame: () => undefined,
    epoch: metrics => Promise.resolve(void epochs.push(metrics)),
    save: () => Promise.resolve()
  })
  expect(epochs.at(-1)!.loss).toBeLessThan(epochs[0]!.loss)
  expect(result.testAccuracy).toBeGreaterThan(0.875)
})
