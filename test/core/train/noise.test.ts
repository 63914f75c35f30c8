import { expect, it } from 'vitest'
import { drawNetwork } from '../../../core/graph/graph-builder.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { train } from '../../../core/train/train.ts'
import { digitParts, digits } from '../../digits.ts'
import { testEngine } from '../../run-tensors.ts'
import { quietly } from '../../quietly.ts'

const dataset = digits()
const datasets = { digits: dataset.about }

/** Is to make a 3 of any noise, whatever the data are. */
const network = inferNetwork(
  drawNetwork(graph => {
    graph.layer('data', { dataset: 'digits' })
    const made = graph.layer('dense', { units: 1 }, graph.layer('noise', { shape: [4] }))
    graph.layer('meanSquaredError', {}, { prediction: made, target: graph.layer('constant', { value: 3 }, made) })
    graph.layer('output', { reads: 'asIs' }, made)
  }),
  datasets
)

it.each([
  ['resident', undefined],
  ['fed', 0]
])('trains on noise alone, as many samples as the batches of a dataset that is %s', async (_, mostResident) => {
  const losses: number[] = []
  await train({
    engine: testEngine(),
    network,
    datasets,
    recipe: {
      updates: [{ name: 'all', optimizer: { kind: 'sgd', learningRate: 0.1 } }],
      batchSize: 32,
      epochs: 10,
      seed: 1
    },
    dataset,
    parts: { train: digitParts(dataset).train.subarray(0, 320), validation: new Int32Array(), test: new Int32Array() },
    ...(mostResident !== undefined && { mostResident }),
    ...quietly,
    epoch: ({ metrics }) => Promise.resolve(void losses.push(Number(metrics['loss'])))
  })
  expect(losses).toHaveLength(10)
  expect(losses.at(-1)).toBeLessThan(0.05)
})
