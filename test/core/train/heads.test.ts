import { describe, expect, it } from 'vitest'
import { drawNetwork, type DrawnNode, type GraphBuilder } from '../../../core/graph/graph-builder.ts'
import type { Network } from '../../../core/network/network.ts'
import { reachable } from '../../../core/program/reachable.ts'
import { predictProgram } from '../../../core/model/predict-program.ts'
import { datasets, farthest, networkOf, oneStep, stepOf } from './one-step.ts'

interface Heads {
  readonly main?: number
  readonly auxiliary?: number
}

/** One trunk; an auxiliary head half way, as GoogLeNet has two of, and the main one at the end. */
function drawn({ main, auxiliary }: Heads): Network {
  return networkOf(
    drawNetwork(graph => {
      const data = graph.layer('data', { dataset: 'digits', size: [8, 8], scale: 'unit' })
      const trunk = graph.layer('conv2d', { filters: 4, activation: 'tanh' }, data.output('image'), { name: 'trunk' })
      const target = data.output('label')
      const half = graph.layer('globalAveragePooling2d', {}, trunk, { name: 'auxiliaryMean' })
      const early = graph.layer('dense', { units: 10 }, half, { name: 'auxiliary' })
      const late = graph.layer('dense', { units: 10 }, flat(graph, trunk), { name: 'main' })
      const join = (prediction: DrawnNode, weight: number | undefined, name: string): void => {
        if (weight !== undefined) graph.layer('softmaxCrossEntropy', { weight }, { prediction, target }, { name })
      }
      join(early, auxiliary, 'auxiliaryLoss')
      join(late, main, 'mainLoss')
      graph.layer('output', {}, late)
    })
  )
}

function flat(graph: GraphBuilder, trunk: DrawnNode): DrawnNode {
  return graph.layer('flatten', {}, graph.layer('conv2d', { filters: 4, activation: 'tanh' }, trunk, { name: 'deep' }))
}

const keyOf = (network: Network, path: string): string =>
  `${network.layers.find(layer => layer.path === path)!.key}/kernel`

describe('a network with a main head of weight 1 and an auxiliary one of 0.3', () => {
  const both = drawn({ main: 1, auxiliary: 0.3 })
  const key = (path: string): string => keyOf(both, path)

  it('trains the trunk on the weighted sum of both, and each head on its own loss', async () => {
    const [joint, main, auxiliary] = [
      await oneStep(both),
      await oneStep(drawn({ main: 1 })),
      await oneStep(drawn({ auxiliary: 1 }))
    ]
    const [fromMain, fromAuxiliary] = [stepOf(main, key('trunk')), stepOf(auxiliary, key('trunk'))]
    const expected = fromMain.map((value, index) => value + 0.3 * fromAuxiliary[index]!)
    expect(farthest(stepOf(joint, key('trunk')), expected)).toBeLessThan(1e-6)
    expect(stepOf(joint, key('deep'))).toEqual(stepOf(main, key('deep')))
    const scaled = stepOf(auxiliary, key('auxiliary')).map(value => 0.3 * value)
    expect(farthest(stepOf(joint, key('auxiliary')), scaled)).toBeLessThan(1e-6)
    expect(joint.metrics['loss']).toBeCloseTo(main.metrics['loss']! + 0.3 * auxiliary.metrics['loss']!, 5)
  })

  it('calls accuracy that of what it delivers, although the auxiliary loss comes first, and tells each head beside', async () => {
    const order = both.layers.map(({ path }) => path)
    expect(order.indexOf('auxiliaryLoss')).toBeLessThan(order.indexOf('mainLoss'))
    const [joint, main, auxiliary] = [
      await oneStep(both),
      await oneStep(drawn({ main: 1 })),
      await oneStep(drawn({ auxiliary: 1 }))
    ]
    expect(joint.metrics).toEqual({
      loss: joint.metrics['loss'],
      accuracy: main.metrics['accuracy'],
      'auxiliaryLoss/loss': expect.closeTo(0.3 * auxiliary.metrics['loss']!, 6) as unknown,
      'auxiliaryLoss/accuracy': auxiliary.metrics['accuracy'],
      'mainLoss/loss': main.metrics['loss']
    })
    expect(joint.metrics['accuracy']).not.toBe(auxiliary.metrics['accuracy'])
    expect(Object.keys(joint.evaluated)).toEqual(Object.keys(joint.metrics))
  })

  it('calls no accuracy its own where no loss judges what it delivers', async () => {
    const players = networkOf(
      drawNetwork(graph => {
        const data = graph.layer('data', { dataset: 'digits', size: [8, 8] })
        const features = graph.layer('flatten', {}, data.output('image'))
        for (const name of ['one', 'other']) {
          const prediction = graph.layer('dense', { units: 10 }, features, { name })
          graph.layer('softmaxCrossEntropy', {}, { prediction, target: data.output('label') }, { name: `${name}Loss` })
        }
        graph.layer('output', {}, graph.layer('dense', { units: 4 }, features, { name: 'delivered' }))
      })
    )
    expect(Object.keys((await oneStep(players)).metrics)).toEqual([
      'loss',
      'oneLoss/loss',
      'oneLoss/accuracy',
      'otherLoss/loss',
      'otherLoss/accuracy'
    ])
  })

  it('predicts without the auxiliary head', () => {
    const { program } = predictProgram(both, datasets)
    const scopesOf = (name: string): ReadonlySet<string> =>
      new Set(reachable(program.entryPoints.find(each => each.name === name)!).map(({ scope }) => scope))
    expect(scopesOf('evaluate')).toContain('auxiliary')
    const predicted = scopesOf('predict')
    expect([...predicted].filter(scope => scope.startsWith('auxiliary'))).toEqual([])
    expect(predicted).toContain('main')
  })
})
