import { expect, it } from 'vitest'
import { drawNetwork } from '../../../core/graph/graph-builder.ts'
import { layerCatalogue } from '../../../core/layers/catalogue.ts'
import type { Network } from '../../../core/network/network.ts'
import type { Operation } from '../../../core/ops/define-op.ts'
import { reachable } from '../../../core/program/reachable.ts'
import { trainingProgram } from '../../../core/train/training-program.ts'
import { datasets, networkOf, oneStep } from '../train/one-step.ts'

const losses = layerCatalogue.filter(({ family }) => family === 'loss').map(({ type }) => type)

/** Activations in a row and two that compete, before one loss. */
function drawn(loss: string): Network {
  return networkOf(
    drawNetwork(graph => {
      const data = graph.layer('data', { dataset: 'digits', size: [8, 8], scale: 'unit' })
      const conv = graph.layer('conv2d', { filters: 4 }, data.output('image'))
      const bent = ['leakyRelu', 'elu', 'selu', 'relu6'].map(type => graph.layer(type, {}, conv))
      const most = graph.layer('maximum', {}, bent)
      const last = graph.layer('dense', { units: 10 }, graph.layer('flatten', {}, most), { name: 'last' })
      graph.layer(loss, {}, { prediction: last, target: data.output('label') }, { name: 'loss' })
      graph.layer('output', {}, last)
    })
  )
}

function stepOf(network: Network): readonly Operation[] {
  const recipe = {
    updates: [{ name: 'main', optimizer: { kind: 'sgd', learningRate: 0.1 } as const }],
    batchSize: 32,
    epochs: 1,
    seed: 1,
    precision: 'mixedBfloat16'
  } as const
  const { program } = trainingProgram({ network, datasets, recipe, resident: undefined })
  return reachable(program.entryPoints.find(({ name }) => name === 'step/main')!)
}

it.each(losses)('keeps all of %s in float32, and its gradient', loss => {
  const step = stepOf(drawn(loss))
  const own = step.filter(({ scope, op }) => scope === 'loss' && op.type !== 'cast')
  expect(own.length).toBeGreaterThan(2)
  expect(own.flatMap(({ outputs }) => outputs).filter(({ dtype }) => dtype === 'bfloat16')).toEqual([])
})

it('runs the cheap activations in bfloat16, and learns what float32 learns', async () => {
  const network = drawn('softmaxCrossEntropy')
  const halved = stepOf(network).filter(({ outputs }) => outputs[0]?.dtype === 'bfloat16')
  const types = new Set(halved.map(({ op }) => op.type))
  for (const type of ['leakyRelu', 'elu', 'selu', 'relu6']) {
    expect([...types]).toEqual(expect.arrayContaining([type, `${type}Gradient`]))
  }
  const [exact, mixed] = [await oneStep(network), await oneStep(network, 'mixedBfloat16')]
  expect(Math.abs(mixed.metrics['loss']! / exact.metrics['loss']! - 1)).toBeLessThan(0.01)
  expect(Math.abs(mixed.evaluated['loss']! / exact.evaluated['loss']! - 1)).toBeLessThan(0.05)
  expect(mixed.metrics['loss']).not.toBe(exact.metrics['loss'])
})
