import { expect, test } from 'vitest'
import { inferNetwork } from '../../../core/network/infer.ts'
import type { Recipe } from '../../../core/train/recipe.ts'
import type { EpochMetrics } from '../../../core/train/run.ts'
import { train } from '../../../core/train/train.ts'
import { drawZooNetwork } from '../../../core/templates.ts'
import { zoo } from '../../../core/zoo/catalogue.ts'
import { digitParts, digits } from '../../digits.ts'
import { testEngine } from '../../run-tensors.ts'

const dataset = digits()
const datasets = { digits: dataset.about }
const parts = digitParts(dataset)
const optimiser = { kind: 'adam', learningRate: 0.002, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const
const recipe: Recipe = { updates: [{ name: 'all', optimiser }], batchSize: 32, epochs: 2, seed: 1 }

test.each(zoo)('$name learns 1,000 real digits: its loss falls, and it beats guessing by far', async ({ id }) => {
  const drawn = drawZooNetwork(id, { dataset: 'digits' })
  if ('problems' in drawn) throw new Error(JSON.stringify(drawn.problems))
  const epochs: EpochMetrics[] = []
  await train({
    engine: testEngine(),
    network: inferNetwork(drawn.drawing, datasets),
    datasets,
    recipe,
    dataset,
    parts: { ...parts, train: parts.train.subarray(0, 1000), validation: parts.validation.subarray(0, 200) },
    signal: { isStopped: false },
    environment: { now: () => performance.now(), pause: () => Promise.resolve() },
    preparing: () => undefined,
    frame: () => undefined,
    epoch: metrics => Promise.resolve(void epochs.push(metrics)),
    save: () => Promise.resolve()
  })
  expect(epochs[1]!.loss).toBeLessThan(epochs[0]!.loss)
  expect(epochs[1]!.accuracy).toBeGreaterThan(0.3)
})
