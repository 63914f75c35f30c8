import { expect, it } from 'vitest'
import type { Dataset } from '../../../core/data/dataset.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { defaultsOf } from '../../../core/parameters.ts'
import { createBatches } from '../../../core/train/batches.ts'
import { usedFields } from '../../../core/model/data-source.ts'
import { train } from '../../../core/train/train.ts'
import type { TrainingState } from '../../../core/train/training-state.ts'
import { lenet5 } from '../../../core/zoo/digits/lenet5.ts'
import { digitParts, digits } from '../../digits.ts'
import { testEngine } from '../../run-tensors.ts'
import { quietly } from '../../quietly.ts'

const dataset = digits()
const datasets = { digits: dataset.about }
const parts = digitParts(dataset)
const network = inferNetwork(
  lenet5.draw({ ...defaultsOf(lenet5.parameters), variant: 'modern', dataset: 'digits' }),
  datasets
)

/** Everything that a training keeps after two epochs over 500 digits; the last batch of each is a smaller one. */
async function trained(mostResident: number): Promise<TrainingState['tensors']> {
  let tensors: TrainingState['tensors'] = {}
  await train({
    engine: testEngine(),
    network,
    datasets,
    recipe: {
      updates: [
        { name: 'main', optimizer: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } }
      ],
      batchSize: 32,
      epochs: 2,
      seed: 1
    },
    dataset,
    mostResident,
    parts: { train: parts.train.subarray(0, 500), validation: parts.validation.subarray(0, 300), test: parts.test },
    ...quietly,
    save(state) {
      tensors = state.tensors
      return Promise.resolve()
    }
  })
  return tensors
}

it('trains to the same weights, bit by bit, whether the dataset lies in the session or is read batch by batch', async () => {
  const resident = await trained(1e9)
  const fed = await trained(0)
  expect(Object.keys(resident).some(key => key.endsWith('kernel'))).toBe(true)
  expect(fed).toEqual(resident)
}, 120_000)

/** Tells what is read, in order. */
function watched(reads: number[][]): Dataset {
  return {
    ...dataset,
    read(indices, names) {
      reads.push([...indices])
      return dataset.read(indices, names)
    }
  }
}

it('reads the next batch before it is asked for, and nothing twice', async () => {
  const reads: number[][] = []
  const batches = createBatches(watched(reads), ['image'], 0)
  await batches.feeds(Int32Array.of(1, 2), Int32Array.of(3))
  expect(reads).toEqual([[1, 2], [3]])
  const second = await batches.feeds(Int32Array.of(3), Int32Array.of(4))
  expect(reads).toEqual([[1, 2], [3], [4]])
  expect(second).toEqual(await dataset.read(Int32Array.of(3), ['image']))
})

it('feeds the fields that the network uses and no others', async () => {
  expect(usedFields(network)).toEqual(['image', 'label'])
  const feeds = await createBatches(dataset, ['image'], 0).feeds(Int32Array.of(7))
  expect(Object.keys(feeds)).toEqual(['image'])
})

it('hands on what a read that ran ahead failed with, once its batch is asked for', async () => {
  const failing: Dataset = {
    ...dataset,
    read: (indices, names) =>
      indices[0] === 9 ? Promise.reject(new Error('The disk is gone.')) : dataset.read(indices, names)
  }
  const batches = createBatches(failing, ['image'], 0)
  await batches.feeds(Int32Array.of(1), Int32Array.of(9))
  await expect(batches.feeds(Int32Array.of(9))).rejects.toThrow('The disk is gone.')
})
