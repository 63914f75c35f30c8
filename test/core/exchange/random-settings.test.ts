import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { keras } from '../../../core/exchange/keras/keras.ts'
import type { ExchangeTools } from '../../../core/exchange/format.ts'
import type { TrainedModel } from '../../../core/exchange/trained-model.ts'
import { drawNetwork, type DrawnParameters } from '../../../core/graph/graph-builder.ts'
import { layerCatalogue } from '../../../core/layers/catalogue.ts'
import type { AnyLayer } from '../../../core/layers/define-layer.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import type { Parameter } from '../../../core/parameters.ts'
import { hasErrors } from '../../../core/problem.ts'
import { startH5 } from '../../../electron/exchange/h5.ts'
import { testEngine } from '../../run-tensors.ts'
import { modelOf } from './models.ts'
import { noise, openTrained } from './run-trained.ts'

/** Layers on one image or vector; what stands beside the network has no form of its own. */
const single = layerCatalogue.filter(
  ({ inputs, family }) =>
    Object.keys(inputs).join() === 'input' && family !== 'output' && family !== 'loss' && inputs['input']?.many !== true
)

/** Small values, as people enter them, of any kind that a layer's table has. */
function valueOf(parameter: Parameter): fc.Arbitrary<unknown> {
  const few = ({ min = 0, max = 4 }: { min?: number; max?: number }) => fc.integer({ min, max: Math.min(max, min + 4) })
  switch (parameter.kind) {
    case 'integer':
      return few(parameter)
    case 'pair':
      return fc.tuple(few(parameter), few(parameter))
    case 'list':
      return fc.array(few(parameter), { minLength: parameter.minLength, maxLength: Math.min(3, parameter.maxLength) })
    case 'toggle':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...parameter.options)
    default:
      return fc.constant(parameter.default)
  }
}

/** A few of the layer's settings changed, as the others stay. */
function settingsOf({ parameters }: AnyLayer): fc.Arbitrary<DrawnParameters> {
  return fc.record(
    Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, valueOf(parameter)])),
    { requiredKeys: [] }
  ) as fc.Arbitrary<DrawnParameters>
}

interface Setting {
  readonly layer: AnyLayer
  readonly parameters: DrawnParameters
}

/** The layer on an image that it may enlarge or shrink; undefined where its settings do not fit there. */
function modelWith({ layer, parameters }: Setting): TrainedModel | undefined {
  const drawing = drawNetwork(graph => {
    const data = graph.layer('data', { size: [7, 6], channels: 4 })
    const stem = graph.layer('conv2d', { filters: 4, kernelSize: [1, 1] }, data.output('image'))
    const fed = layer.inputs['input']?.rank?.max === 1 ? graph.layer('flatten', {}, stem) : stem
    const tried = graph.layer(layer.type, parameters, fed, { name: 'tried' })
    graph.layer('output', { reads: 'asIs' }, graph.layer('flatten', {}, tried))
  })
  return hasErrors(inferNetwork(drawing).problems) ? undefined : modelOf('tried', drawing)
}

describe('a layer with any settings', () => {
  let tools: ExchangeTools

  beforeAll(async () => {
    tools = { h5: await startH5() }
  })

  /** How far what was written is from the network, or which layers Keras has no form for. */
  async function outcome(model: TrainedModel): Promise<number | readonly (readonly [string, string])[]> {
    const written = keras.write(model, { ending: 'logits', date: new Date(0) }, tools)
    if ('problems' in written) return written.problems.map(({ code, where }) => [code, where.path] as const)
    const how = { name: 'tried', ending: 'logits', reads: 'asIs' } as const
    const opened = await keras.open(written.files, how, { ...tools, engine: testEngine() })
    if ('problems' in opened) throw new Error(JSON.stringify(opened.problems))
    const { shape, data } = noise(model, 2)
    const trained = await openTrained(model)
    const wanted = await trained.run('predict', { image: { dtype: 'uint8', shape, data } })
    const given = await opened.predict({ dtype: 'float32', shape, data: Float32Array.from(data) })
    await Promise.all([trained.close(), opened.close()])
    return furthest(given.data as Float32Array, wanted['logits']!.data as Float32Array)
  }

  const formless = new Set<string>()

  it.each(single)('$type is written for Keras as what it does, or named as what Keras has no form for', async layer => {
    const property = fc.asyncProperty(settingsOf(layer), async parameters => {
      const model = modelWith({ layer, parameters })
      fc.pre(model !== undefined)
      const found = await outcome(model)
      if (typeof found === 'number') expect(found).toBeLessThan(1e-4)
      else {
        formless.add(layer.type)
        expect(found).toEqual([['keras/no-form', 'tried']])
      }
    })
    await fc.assert(property, { numRuns: 12, seed: 12, maxSkipsPerRun: 1000 })
  })

  it('has no form in Keras with some settings of these alone', () => {
    const always = ['constant', 'gelu', 'l2Pooling2d', 'localResponseNormalization', 'reflectionPadding2d']
    // With explicit padding beyond half of its window, which is rare.
    expect([...formless].filter(type => type !== 'maxPooling2d').sort()).toEqual(always)
  })

  it('is not written, and all that Keras has no form for are named, where a network has several', () => {
    const drawing = drawNetwork(graph => {
      const data = graph.layer('data', { size: [7, 6], channels: 4 })
      const first = graph.layer('reflectionPadding2d', {}, data.output('image'), { name: 'mirror' })
      const second = graph.layer('localResponseNormalization', {}, first, { name: 'norm' })
      const third = graph.layer('gelu', { approximate: true }, graph.layer('relu', {}, second), { name: 'smooth' })
      graph.layer('output', { reads: 'asIs' }, graph.layer('flatten', {}, third))
    })
    const written = keras.write(modelOf('several', drawing), { ending: 'logits', date: new Date(0) }, tools)
    const named = 'problems' in written ? written.problems.map(({ code, where }) => [code, where.path]) : []
    expect(named).toEqual(['mirror', 'norm', 'smooth'].map(path => ['keras/no-form', path]))
  })

  it('is not written where Keras on TensorFlow would compute it wrongly', () => {
    const drawing = (strides: readonly [number, number]) =>
      drawNetwork(graph => {
        const data = graph.layer('data', { size: [3, 3], channels: 1 })
        const parameters = { filters: 1, kernelSize: [1, 2], strides, padding: 'valid' }
        const tried = graph.layer('conv2d', parameters, data.output('image'), { name: 'tried' })
        graph.layer('output', { reads: 'asIs' }, graph.layer('flatten', {}, tried))
      })
    const problemsAt = (strides: readonly [number, number]) => {
      const written = keras.write(modelOf('misread', drawing(strides)), { ending: 'logits', date: new Date(0) }, tools)
      return 'problems' in written ? written.problems.map(({ code, where }) => [code, where.path]) : []
    }
    expect(problemsAt([1, 2])).toEqual([['keras/misread', 'tried']])
    expect(problemsAt([2, 2])).toEqual([])
    expect(problemsAt([1, 1])).toEqual([])
  })
})

function furthest(given: Float32Array, wanted: Float32Array): number {
  return Math.max(...wanted.map((value, at) => Math.abs(value - given[at]!)), wanted.length === given.length ? 0 : NaN)
}
