import { describe, expect, it } from 'vitest'
import type { PortReference } from '../../../core/graph/drawing.ts'
import { drawNetwork } from '../../../core/graph/graph-builder.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { train } from '../../../core/train/train.ts'
import type { TrainingState } from '../../../core/train/training-state.ts'
import { digitParts, digits } from '../../digits.ts'
import { testEngine } from '../../run-tensors.ts'
import { quietly } from '../../quietly.ts'

const dataset = digits()
const datasets = { digits: dataset.about }
const samples = digitParts(dataset).train

/** Batch normalization, dropout, a penalty, and two losses. */
const network = inferNetwork(
  drawNetwork(graph => {
    const data = graph.layer('data', { dataset: 'digits', size: [12, 12], channels: 1 })
    const dense = (input: PortReference, name: string): PortReference =>
      graph.layer('dense', { units: 10 }, input, { name })
    const convolved = graph.layer('conv2d', { filters: 6, kernelSize: [3, 3], l2: 0.01 }, data.output('image'))
    const normalized = graph.layer('tanh', {}, graph.layer('batchNormalization', {}, convolved))
    const pooled = graph.layer('averagePooling2d', {}, normalized)
    const flat = graph.layer('dropout', { rate: 0.4 }, graph.layer('flatten', {}, pooled))
    const [main, other] = [dense(flat, 'main'), dense(flat, 'other')]
    graph.layer('softmaxCrossEntropy', {}, { prediction: main, target: data.output('label') })
    graph.layer('softmaxCrossEntropy', {}, { prediction: other, target: data.output('label') })
    graph.layer('output', {}, main)
  }),
  datasets
)

async function states(parts: number, { count, batchSize }: { readonly count: number; readonly batchSize: number }) {
  const saved: TrainingState[] = []
  const losses: number[] = []
  await train({
    engine: testEngine(),
    network,
    datasets,
    recipe: {
      // Weights change by the gradient itself.
      updates: [{ name: 'main', optimizer: { kind: 'sgd', learningRate: 1, momentum: 0, nesterov: false } }],
      batchSize,
      epochs: 1,
      seed: 3
    },
    dataset,
    parts: { train: samples.subarray(0, count), validation: samples.subarray(50, 55), test: new Int32Array() },
    parallelism: { parts, threads: 1 },
    ...quietly,
    epoch: ({ metrics, validation }) => Promise.resolve(void losses.push(metrics['loss']!, validation!['loss']!)),
    save: state => Promise.resolve(void saved.push(state))
  })
  return { tensors: saved.at(-1)!.tensors, losses }
}

describe('a training step in parts', () => {
  it.each([2, 3])('has in %i parts, which are not alike, the gradients of the whole batch', async parts => {
    const [whole, parted] = [
      await states(1, { count: 7, batchSize: 7 }),
      await states(parts, { count: 7, batchSize: 7 })
    ]
    const numbersOf = (data: ArrayLike<unknown>): readonly number[] => Array.from(data, Number)
    const all = Object.entries(whole.tensors).map(([key, { data }]) => ({ key, numbers: numbersOf(data) }))
    const largest = Math.max(...all.flatMap(({ numbers }) => numbers.map(Math.abs)))
    for (const { key, numbers } of all) {
      const ours = numbersOf(parted.tensors[key]!.data)
      const worst = Math.max(...numbers.map((value, at) => Math.abs(value - ours[at]!)))
      expect(worst / largest, key).toBeLessThan(1e-6)
    }
  })

  it('tells the losses of the whole batch, of a last batch with fewer samples than parts too', async () => {
    const [whole, parted] = [await states(1, { count: 10, batchSize: 9 }), await states(3, { count: 10, batchSize: 9 })]
    expect(Math.abs(parted.losses[0]! - whole.losses[0]!)).toBeLessThan(1e-4)
    expect(Math.abs(parted.losses[1]! - whole.losses[1]!)).toBeLessThan(1e-3 * Math.abs(whole.losses[1]!))
  })

  it('is the same to the bit when it is done again', async () => {
    const size = { count: 40, batchSize: 16 }
    expect((await states(2, size)).tensors).toEqual((await states(2, size)).tensors)
  })
})
