import { expect, test } from 'vitest'
import type { Json } from '../../../core/json.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import type { Recipe } from '../../../core/recipe/recipe.ts'
import type { EpochMetrics } from '../../../core/train/run.ts'
import { frameMs, train } from '../../../core/train/train.ts'
import { drawZooNetwork } from '../../../core/templates/catalogue.ts'
import { zoo } from '../../../core/zoo/catalogue.ts'
import { digitParts, digits } from '../../digits.ts'
import { testEngine } from '../../run-tensors.ts'

const dataset = digits()
const datasets = { digits: dataset.about }
const parts = digitParts(dataset)
const adam = { kind: 'adam', learningRate: 0.002, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const
/** MobileNet's last layers are as wide as ever, and steps for the thin ones carry them too far. */
const gentle: Readonly<Record<string, number>> = { mobilenetv2: 0.0005 }

interface Trained {
  readonly epochs: readonly EpochMetrics[]
  /** The loss of each step of the training. */
  readonly losses: readonly number[]
}

async function trained(id: string, given: Readonly<Record<string, Json>>, samples: number, changes: Partial<Recipe>) {
  const drawn = drawZooNetwork(id, { dataset: 'digits', ...given })
  if ('problems' in drawn) throw new Error(JSON.stringify(drawn.problems))
  const network = inferNetwork(drawn.drawing, datasets)
  expect(network.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const epochs: EpochMetrics[] = []
  const losses: number[] = []
  let milliseconds = 0
  await train({
    engine: testEngine(),
    network,
    datasets,
    recipe: {
      updates: [{ name: 'all', optimizer: { ...adam, learningRate: gentle[id] ?? adam.learningRate } }],
      batchSize: 32,
      epochs: 1,
      seed: 1,
      ...changes
    },
    dataset,
    parts: { train: parts.train.subarray(0, samples), validation: new Int32Array(), test: new Int32Array() },
    // So few steps of so thin a network go another way by rounding alone, such as by that of a batch in parts.
    parallelism: { parts: 1, threads: 2 },
    signal: { isStopped: false },
    // A clock on which every step is late for a frame, and none for a checkpoint.
    environment: { now: () => (milliseconds += frameMs), pause: () => Promise.resolve() },
    preparing: () => undefined,
    frame: ({ metrics }) => void losses.push(metrics['loss']!),
    epoch: metrics => Promise.resolve(void epochs.push(metrics)),
    save: () => Promise.resolve()
  })
  return { epochs, losses } satisfies Trained
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

const small = zoo.filter(({ parameters }) => !('width' in parameters))

test.each(small)('$name learns 1,000 real digits: its loss falls, and it beats guessing by far', async ({ id }) => {
  const { epochs } = await trained(id, {}, 1000, { epochs: 2 })
  expect(epochs[1]!.metrics['loss']).toBeLessThan(epochs[0]!.metrics['loss']!)
  expect(epochs[1]!.metrics['accuracy']).toBeGreaterThan(0.3)
})

const large = zoo.filter(({ parameters }) => 'width' in parameters)

test.each(large)('$name, thin and for small images, trains an epoch of digits and its loss falls', async network => {
  const { min } = network.parameters['size'] as { readonly min: number }
  const classes = 'classes' in network.parameters ? { classes: 10 } : {}
  const given = { size: Math.max(16, min), width: 0.1, ...classes }
  const { losses } = await trained(network.id, given, 256, { batchSize: 16 })
  expect(losses.length).toBe(16)
  expect(mean(losses.slice(-5))).toBeLessThan(mean(losses.slice(0, 5)))
})
