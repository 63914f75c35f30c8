import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { drawNetwork, type DrawnNode, type GraphBuilder } from '../../../core/graph/graph-builder.ts'
import { Steps, type Values } from './formula-steps.ts'
import { farthest, networkOf } from './one-step.ts'

interface Branch {
  readonly code: DrawnNode
  readonly norm: DrawnNode
}

function branch(graph: GraphBuilder, image: DrawnNode | ReturnType<DrawnNode['output']>, first?: Branch): Branch {
  const type = first === undefined ? 'averagePooling2d' : 'maxPooling2d'
  const row = graph.layer('flatten', {}, graph.layer(type, { poolSize: [7, 7], strides: [7, 7] }, image))
  const sharing = (owner: DrawnNode | undefined, name: string) =>
    owner === undefined ? { name } : { name: `${name}Again`, weightsOf: owner }
  const code = graph.layer(
    'dense',
    first === undefined ? { units: 5, activation: 'tanh' } : {},
    row,
    sharing(first?.code, 'code')
  )
  const momentum = first === undefined ? { momentum: 0.9 } : {}
  return { code, norm: graph.layer('batchNormalization', momentum, code, sharing(first?.norm, 'norm')) }
}

/** One dense layer and one normalization, each used twice, as `test/fixtures/updates/make.py` has it. */
const network = networkOf(
  drawNetwork(graph => {
    const data = graph.layer('data', { dataset: 'digits', scale: 'unit' })
    const mean = branch(graph, data.output('image'))
    const largest = branch(graph, data.output('image'), mean)
    const head = graph.layer('dense', { units: 10 }, graph.layer('subtract', {}, [mean.norm, largest.norm]), {
      name: 'head'
    })
    graph.layer('softmaxCrossEntropy', {}, { prediction: head, target: data.output('label') })
    graph.layer('output', {}, head)
  })
)

it('learns from both uses and moves statistics by each in turn, as a Keras layer that is called twice', async () => {
  const keras = JSON.parse(readFileSync('test/fixtures/updates/shared.json', 'utf8')) as readonly Values[]
  const sgd = { kind: 'sgd', learningRate: 0.1, momentum: 0 } as const
  const steps = await Steps.open(network, {
    updates: [{ name: 'main', optimizer: sgd }],
    batchSize: 32,
    epochs: 1,
    seed: 1
  })
  try {
    for (const [index, theirs] of keras.entries()) {
      await steps.batch(index)
      const ours = await steps.weights()
      expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort())
      for (const [path, values] of Object.entries(theirs)) {
        expect(farthest(ours[path]!, values), `${path} after batch ${index}`).toBeLessThan(1e-5)
      }
    }
  } finally {
    await steps.close()
  }
})

it('counts shared weights once', () => {
  expect(network.totals.parameters).toBe(16 * 5 + 5 + 4 * 5 + 5 * 10 + 10)
  expect(network.totals.trainableParameters).toBe(16 * 5 + 5 + 2 * 5 + 5 * 10 + 10)
})
