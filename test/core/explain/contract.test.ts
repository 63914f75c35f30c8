import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { explanations } from '../../../core/explain/catalogue.ts'
import { explain, explanationParameters, explanationPlan } from '../../../core/explain/explain.ts'
import type { Explanation } from '../../../core/explain/explanation.ts'
import { targetNamed } from '../../../core/explain/targets.ts'
import { drawNetwork, type DrawnNode, type GraphBuilder } from '../../../core/graph/graph-builder.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import type { Network } from '../../../core/network/network.ts'
import { parseValue } from '../../../core/parameters.ts'
import { bytesTensor, openPlan } from './open-plan.ts'

const size = [12, 10, 3] as const
const pixels = Array.from({ length: 12 * 10 * 3 }, (_, position) => (position * 37) % 256)

/** A network on color images of 12×10. */
function networkOf(draw: (graph: GraphBuilder, image: DrawnNode) => DrawnNode, reads = 'softmax'): Network {
  return inferNetwork(
    drawNetwork(graph => {
      const data = graph.layer('data', { size: [12, 10], channels: 3, classes: 4 })
      graph.layer('output', { reads }, draw(graph, { ...data, ...data.output('image') }))
    })
  )
}

const classifier = networkOf((graph, image) => {
  const first = graph.layer('conv2d', { filters: 4, activation: 'relu' }, image, { name: 'first' })
  const last = graph.layer('conv2d', { filters: 5, activation: 'relu' }, first, { name: 'last' })
  return graph.layer('dense', { units: 4 }, graph.layer('flatten', {}, last))
})
const classMap = networkOf((graph, image) => {
  const seen = graph.layer('conv2d', { filters: 4, padding: 'same', activation: 'relu' }, image)
  return graph.layer('conv2d', { filters: 4, padding: 'same' }, seen)
})
const value = networkOf((graph, image) => {
  const seen = graph.layer('conv2d', { filters: 4, activation: 'relu6' }, image)
  return graph.layer('dense', { units: 1 }, graph.layer('globalAveragePooling2d', {}, seen))
}, 'asIs')
const smooth = networkOf((graph, image) =>
  graph.layer('dense', { units: 4 }, graph.layer('flatten', {}, graph.layer('tanh', {}, image)))
)
const flat = networkOf((graph, image) =>
  graph.layer(
    'dense',
    { units: 4 },
    graph.layer('dense', { units: 8, activation: 'relu' }, graph.layer('flatten', {}, image))
  )
)

async function explained(explanation: Explanation, network: Network) {
  const { plan, machine, session } = await openPlan(explanation, network)
  const completed = explanationParameters(explanation, plan.fit, {})
  if ('problems' in completed) throw new Error(completed.problems[0]!.message)
  try {
    return await explain(plan, { bytes: bytesTensor(size, pixels), ...completed }, machine)
  } finally {
    await session.close()
  }
}

it('lists every file of methods, once', () => {
  const words = (id: string): string => id.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
  const files = readdirSync('core/explain/methods')
  expect(files.sort()).toEqual(explanations.map(({ id }) => `${words(id)}.ts`).sort())
})

describe.each(explanations.map(explanation => ({ id: explanation.id, explanation })))('$id', ({ explanation }) => {
  it('says what it is, where it comes from and what each parameter does', () => {
    const { label, summary, source, requires, map, parameters } = explanation
    const texts = [label, summary, source, requires, map.meaning, ...Object.values(parameters).map(({ help }) => help)]
    expect(texts.filter(text => text.trim() === '')).toEqual([])
    expect(source).toMatch(/\d{4}/)
  })

  it('has defaults that its own table takes', () => {
    for (const parameter of Object.values(explanation.parameters)) {
      expect(parseValue(parameter, parameter.default)).toEqual({ value: parameter.default })
    }
  })

  it.each([
    ['a classifier', classifier],
    ['a class map', classMap],
    ['a single value', value]
  ])('gives %s the map that its kind says', async (_, network) => {
    const { map, input } = await explained(explanation, network)
    expect(map.shape).toEqual(explanation.map.values === 'pixel' ? [12, 10] : [12, 10, 3])
    expect(input.shape).toEqual([12, 10, 3])
    expect(map.values.every(Number.isFinite)).toBe(true)
    expect(map.values.some(value => value !== 0)).toBe(true)
    if (explanation.map.sign === 'positive') expect(Math.min(...map.values)).toBeGreaterThanOrEqual(0)
  })
})

it('shows the image as its bytes were', async () => {
  const { image } = await explained(explanations[0]!, classifier)
  expect([...image]).toEqual(pixels)
})

it('says why a network does not fit', () => {
  const problemOf = (id: string, network: Network): string | undefined => {
    const explanation = explanations.find(each => each.id === id)!
    const planned = explanationPlan(explanation, network, { datasets: {}, classes: [] })
    return 'problem' in planned ? planned.problem.code : undefined
  }
  expect(problemOf('guidedBackpropagation', smooth)).toBe('explain/no-rectifier')
  expect(problemOf('gradCam', flat)).toBe('explain/no-feature-map')
  expect(problemOf('gradient', inferNetwork(drawNetwork(() => undefined)))).toBe('explain/no-image')
})

it('looks at the last convolution unless another layer is named, and at no layer that is not there', () => {
  const gradCam = explanations.find(({ id }) => id === 'gradCam')!
  const planned = explanationPlan(gradCam, classifier, { datasets: {}, classes: [] })
  if ('problem' in planned) throw new Error(planned.problem.message)
  const { fit } = planned.plan
  expect(explanationParameters(gradCam, fit, {})).toEqual({ parameters: { layer: 'last' } })
  expect(explanationParameters(gradCam, fit, { layer: 'first' })).toEqual({ parameters: { layer: 'first' } })
  expect(explanationParameters(gradCam, fit, { layer: 'flatten' })).toMatchObject({
    problems: [{ code: 'explain/unknown-layer' }]
  })
  expect(explanationParameters(gradCam, fit, { layr: 'first' })).toMatchObject({
    problems: [{ code: 'parameter/unknown-setting' }]
  })
})

it('explains both classes of a network whose one output tells two apart', async () => {
  const gradient = explanations.find(({ id }) => id === 'occlusion')!
  const binary = networkOf(
    (graph, image) => graph.layer('dense', { units: 1 }, graph.layer('flatten', {}, image)),
    'sigmoid'
  )
  const { plan, machine, session } = await openPlan(gradient, binary)
  const planned = explanationPlan(gradient, binary, { datasets: {}, classes: ['cat', 'dog'] })
  if ('problem' in planned) throw new Error(planned.problem.message)
  const { targets, fit } = planned.plan
  const completed = explanationParameters(gradient, fit, {})
  if ('problems' in completed) throw new Error(completed.problems[0]!.message)
  const of = (name: string) =>
    explain(
      { ...plan, targets },
      { bytes: bytesTensor(size, pixels), target: targetNamed(targets, name), ...completed },
      machine
    )
  const [cat, dog] = [await of('cat'), await of('dog')]
  expect(cat.map.values).toEqual(dog.map.values.map(value => -value))
  expect(cat.probabilities[0]! + cat.probabilities[1]!).toBeCloseTo(1, 6)
  await session.close()
})
