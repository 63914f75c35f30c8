import { describe, expect, it } from 'vitest'
import { drawNetwork } from '../../../core/graph/graph-builder.ts'
import { predictProgram } from '../../../core/model/predict-program.ts'
import { datasets, farthest, networkOf, oneStep, stepOf } from './one-step.ts'

function drawn(conv: object, dense: object = {}, norm: object = {}) {
  return networkOf(
    drawNetwork(graph => {
      const data = graph.layer('data', { dataset: 'digits', size: [8, 8], scale: 'unit' })
      const first = graph.layer('conv2d', { filters: 3, ...conv }, data.output('image'), { name: 'conv' })
      const second = graph.layer('batchNormalization', { momentum: 0.5, ...norm }, first, { name: 'norm' })
      const row = graph.layer('flatten', {}, second)
      const last = graph.layer('dense', { units: 10, ...dense }, row, { name: 'dense' })
      graph.layer('softmaxCrossEntropy', {}, { prediction: last, target: data.output('label') })
      graph.layer('output', {}, last)
    })
  )
}

const keyOf = (network: ReturnType<typeof drawn>, path: string): string =>
  network.layers.find(layer => layer.path === path)!.key

const plain = drawn({})
const kernel = `${keyOf(plain, 'conv')}/kernel`
const bias = `${keyOf(plain, 'conv')}/bias`
const scale = `${keyOf(plain, 'norm')}/gamma`
const mean = `${keyOf(plain, 'norm')}/movingMean`
const denseKernel = `${keyOf(plain, 'dense')}/kernel`

describe('the settings of a layer for its weights', () => {
  it('freeze it, and only it', async () => {
    const frozen = drawn({ trainable: false, l2: 1 })
    const [usual, step] = [await oneStep(plain), await oneStep(frozen)]
    expect(step.after[kernel]).toEqual(step.before[kernel])
    expect(step.after[bias]).toEqual(step.before[bias])
    expect(step.after[denseKernel]).toEqual(usual.after[denseKernel])
    // Frozen weights are not penalized, as in Keras.
    expect(step.metrics).toEqual(usual.metrics)
    expect(frozen.totals.parameters).toBe(plain.totals.parameters)
    expect(frozen.totals.trainableParameters).toBe(plain.totals.trainableParameters - (3 * 9 + 3))
  })

  it('stop the statistics of a frozen normalization', async () => {
    const step = await oneStep(drawn({}, {}, { trainable: false }))
    expect(step.after[scale]).toEqual(step.before[scale])
    expect(step.after[mean]).toEqual(step.before[mean])
  })

  it('scale its learning rate', async () => {
    const slow = await oneStep(drawn({}, { learningRateFactor: 0.25 }))
    const usual = await oneStep(plain)
    const quarter = stepOf(usual, denseKernel).map(value => value / 4)
    expect(farthest(stepOf(slow, denseKernel), quarter)).toBeLessThan(1e-7)
    expect(slow.after[kernel]).toEqual(usual.after[kernel])
  })

  it.each([
    [0.01, 0.02],
    [0.05, 0],
    [0, 0.03]
  ])('penalize its kernel as Keras does with L1 %f and L2 %f, in the loss and in the step', async (l1, l2) => {
    const [usual, penalized] = [await oneStep(plain), await oneStep(drawn({ l1, l2 }))]
    const values = Array.from(usual.before[kernel]!)
    // keras.regularizers.L1L2: l1 · Σ|w| + l2 · Σw²
    const penalty = values.reduce((sum, value) => sum + l1 * Math.abs(value) + l2 * value * value, 0)
    expect(penalized.metrics['loss']! - usual.metrics['loss']!).toBeCloseTo(penalty, 5)
    const slope = values.map(value => -(l1 * Math.sign(value) + 2 * l2 * value))
    const added = stepOf(penalized, kernel).map((value, index) => value - stepOf(usual, kernel)[index]!)
    expect(farthest(added, slope)).toBeLessThan(1e-6)
    expect(penalized.after[bias]).toEqual(usual.after[bias])
    expect(penalized.after[denseKernel]).toEqual(usual.after[denseKernel])
  })

  it('keep the penalty out of what is predicted', () => {
    const { program } = predictProgram(drawn({ l2: 0.1 }), datasets)
    const predict = program.entryPoints.find(({ name }) => name === 'predict')!
    expect(Object.keys(predict.fetches).sort()).toEqual(['logits', 'probabilities', 'seen'])
  })
})
