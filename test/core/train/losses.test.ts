import { describe, expect, it } from 'vitest'
import { drawNetwork, type DrawnNode, type GraphBuilder } from '../../../core/graph/graph-builder.ts'
import type { PortReference } from '../../../core/graph/drawing.ts'
import { layerCatalogue } from '../../../core/layers/catalogue.ts'
import { isBetter } from '../../../core/metrics/catalogue.ts'
import type { MetricValues } from '../../../core/metrics/metric.ts'
import type { Network } from '../../../core/network/network.ts'
import { train } from '../../../core/train/train.ts'
import { digitParts, digits } from '../../digits.ts'
import { testEngine } from '../../run-tensors.ts'
import { datasets, networkOf } from './one-step.ts'

const dataset = digits()
const { train: all, validation, test } = digitParts(dataset)
const parts = { train: all.subarray(0, 4000), validation, test }

/** Every loss of one prediction and one target, with the parameters of each of its examples. */
const cases = layerCatalogue
  .filter(({ family, inputs }) => family === 'loss' && Object.keys(inputs).join() === 'prediction,target')
  .flatMap(({ type, examples }) =>
    examples.map(({ inputs: { prediction, target }, parameters = {} }) => ({
      loss: type,
      parameters,
      axes: target!.length,
      isSameShape: target!.length === prediction!.length
    }))
  )
const classifying = unique(cases.filter(({ axes }) => axes === 0))
const comparing = unique(cases.filter(({ isSameShape }) => isSameShape))

function unique(list: typeof cases) {
  const settings = list.map(({ loss, parameters }) => ({ loss, parameters }))
  return [...new Map(settings.map(each => [JSON.stringify(each), each])).values()]
}

type Draw = (
  graph: GraphBuilder,
  features: DrawnNode,
  data: DrawnNode
) => { prediction: DrawnNode; target: PortReference }

/** A small network that is trained with this loss alone. */
function drawn(loss: string, parameters: object, draw: Draw): Network {
  return networkOf(
    drawNetwork(graph => {
      const data = graph.layer('data', { dataset: 'digits', size: [14, 14], channels: 3 })
      const features = graph.layer('conv2d', { filters: 8, padding: 'same', activation: 'relu' }, data.output('image'))
      const { prediction, target } = draw(graph, features, data)
      graph.layer(loss, parameters as never, { prediction, target })
      graph.layer('output', { reads: 'asIs' }, prediction)
    })
  )
}

/** The metrics of the first step and of the held-out test samples at the end. */
async function trained(network: Network): Promise<{ readonly first: MetricValues; readonly last: MetricValues }> {
  const frames: MetricValues[] = []
  const { test: last = {} } = await train({
    engine: testEngine(),
    network,
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
    frame: ({ metrics }) => void frames.push(metrics),
    epoch: () => Promise.resolve(),
    save: () => Promise.resolve()
  })
  return { first: frames[0]!, last }
}

/** Mean absolute error learns to name no class, since nine of ten targets are 0. */
const learnsClasses = (loss: string): boolean => loss !== 'meanAbsoluteError'

describe('three epochs of a small network', () => {
  it.each(classifying)('by $loss with $parameters lower it on labels', async ({ loss, parameters }) => {
    const toLabel: Draw = (graph, features, data) => {
      const row = graph.layer('flatten', {}, graph.layer('maxPooling2d', {}, features))
      return { prediction: graph.layer('dense', { units: 10 }, row), target: data.output('label') }
    }
    const { first, last } = await trained(drawn(loss, parameters, toLabel))
    expect(Object.keys(last)).toEqual(['loss', 'accuracy'])
    expect(last['loss']).toBeLessThan(first['loss']!)
    if (learnsClasses(loss)) expect(last['accuracy']).toBeGreaterThan(0.875)
  })

  it.each(comparing)(
    'by $loss with $parameters make all metrics against an image better',
    async ({ loss, parameters }) => {
      const toImage: Draw = (graph, features, data) => ({
        prediction: graph.layer('conv2d', { filters: 3, padding: 'same' }, features),
        target: data.output('image')
      })
      const { first, last } = await trained(drawn(loss, parameters, toImage))
      for (const name of Object.keys(last)) {
        expect(isBetter(name, last[name]!, first[name]!), `${name}: ${first[name]}, then ${last[name]}`).toBe(true)
      }
    }
  )
})
