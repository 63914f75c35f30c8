import { expect, test } from 'vitest'
import type { Drawing } from '../../../../core/graph/drawing.ts'
import { drawNetwork } from '../../../../core/graph/graph-builder.ts'
import { inferNetwork } from '../../../../core/network/infer.ts'
import { forecastMemory, evaluationBatch } from '../../../../core/train/memory/memory.ts'
import type { Recipe } from '../../../../core/recipe/recipe.ts'
import { trainingProgram } from '../../../../core/train/training-program.ts'
import { digits } from '../../../digits.ts'

const adam = { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const
const sgd = { kind: 'sgd', learningRate: 0.01, momentum: 0, nesterov: false } as const
type Optimizer = Recipe['updates'][number]['optimizer']
const recipe = (optimizer: Optimizer = adam): Recipe => ({
  updates: [{ name: 'all', optimizer }],
  batchSize: 32,
  epochs: 1,
  seed: 1
})

/** 64×64×3, a convolution of 16 filters and ReLU that keep the size, and a dense layer over all of it. */
function convolution(activation: 'relu' | 'linear'): Drawing {
  return drawNetwork(graph => {
    const data = graph.layer('data', { size: [64, 64], channels: 3, classes: 10 })
    const conv = graph.layer('conv2d', { filters: 16, padding: 'same', activation }, data.output('image'))
    const logits = graph.layer('dense', { units: 10 }, graph.layer('flatten', {}, conv))
    graph.layer('softmaxCrossEntropy', {}, { prediction: logits, target: data.output('label') })
    graph.layer('output', {}, logits)
  })
}

function forecast(drawing: Drawing, optimizer?: Optimizer) {
  return forecastMemory({ network: inferNetwork(drawing), datasets: {}, recipe: recipe(optimizer) })
}

const parameters = 3 * 3 * 3 * 16 + 16 + 64 * 64 * 16 * 10 + 10

test('counts weights once, and what Adam keeps twice', () => {
  const { weights, optimizer } = forecast(convolution('relu')).at(32)
  // Beside the two moments: the step counter and six sums of the metrics, four bytes each.
  expect({ weights, optimizer }).toEqual({ weights: parameters * 4, optimizer: 2 * parameters * 4 + 7 * 4 })
  expect(forecast(convolution('relu'), sgd).at(32).optimizer).toBe(7 * 4)
})

test('holds every gradient at once only where clipping by their norm waits for all of them', () => {
  const widths = [2000, 2000, 2000, 2000]
  const drawing = drawNetwork(graph => {
    const data = graph.layer('data', { size: [28, 28], channels: 1, classes: 10 })
    const rows = graph.layer('flatten', {}, data.output('image'))
    const hidden = widths.reduce((last, units) => graph.layer('dense', { units, activation: 'relu' }, last), rows)
    const logits = graph.layer('dense', { units: 10 }, hidden)
    graph.layer('softmaxCrossEntropy', {}, { prediction: logits, target: data.output('label') })
  })
  const { weights, gradients } = forecast(drawing).at(1)
  const clipped = forecast(drawing, { ...adam, clipping: 'globalNorm', clipLimit: 1 }).at(1)
  expect(gradients).toBeLessThan(0.7 * weights)
  expect(clipped.gradients).toBeGreaterThanOrEqual(weights)
})

test('holds what the way back reads, and counts bias and ReLU once where they are written over their input', () => {
  const perSample = (drawing: Drawing) =>
    (forecast(drawing).at(2000).activations - forecast(drawing).at(1000).activations) / 1000
  const [values, image] = [64 * 64 * 16 * 4, 64 * 64 * 3 * 4]
  // The gradient of ReLU is the fullest moment: the image, what ReLU gave, and what flows back, written over itself.
  const least = image + 2 * values
  expect(perSample(convolution('relu')) / least).toBeGreaterThan(0.99)
  expect(perSample(convolution('relu')) / least).toBeLessThan(1.03)
  // Without ReLU nothing reads what the convolution gave but the dense layer's own gradient.
  expect(perSample(convolution('linear'))).toBeCloseTo(perSample(convolution('relu')), -3)
})

test('finds the largest batch that fits, which the next larger one does not', () => {
  const { at, largestBatch } = forecast(convolution('relu'))
  const batch = largestBatch(1e9)
  expect(at(batch).total).toBeLessThanOrEqual(1e9)
  expect(at(batch + 1).total).toBeGreaterThan(1e9)
  expect(largestBatch(1e6)).toBe(0)
})

test('counts the samples that lie in the session, twice while they are loaded, and none that are read from disk', () => {
  const at = (count: number) => {
    const dataset = { ...digits().about, count }
    const network = inferNetwork(convolution('relu'))
    return forecastMemory({ network, datasets: {}, recipe: recipe(sgd), dataset }).at(1)
  }
  const bytes = (count: number) => count * (28 * 28 + 4)
  expect(at(10_000).images).toBe(bytes(10_000))
  // 300,000 of them go into the session, 400,000 are fed.
  expect(at(300_000).images).toBe(bytes(300_000))
  expect(at(300_000).idle).toBeGreaterThan(0.9 * bytes(300_000))
  expect(at(400_000).images).toBe(0)
})

test('evaluates 256 at once where that takes little, and no more than a step where it takes much', () => {
  const programOf = (size: number) => {
    const drawing = convolution('relu')
    const data = Object.values(drawing.nodes).find(({ type }) => type === 'data')!
    const nodes = { ...drawing.nodes, [data.id]: { ...data, parameters: { ...data.parameters, size: [size, size] } } }
    const network = inferNetwork({ ...drawing, nodes })
    return trainingProgram({ network, datasets: {}, recipe: recipe(), resident: undefined })
  }
  expect(evaluationBatch(programOf(16), 32)).toBe(256)
  expect(evaluationBatch(programOf(512), 1)).toBeLessThan(16)
  expect(evaluationBatch(programOf(512), 32)).toBeLessThan(100)
  expect(evaluationBatch(programOf(16), 1000)).toBe(1000)
})

test('takes about half for activations in mixed bfloat16, and no less for weights', () => {
  const network = inferNetwork(convolution('relu'))
  const [full, half] = (['float32', 'mixedBfloat16'] as const).map(precision =>
    forecastMemory({ network, datasets: {}, recipe: { ...recipe(), precision } }).at(2000)
  )
  expect(half!.activations / full!.activations).toBeGreaterThan(0.45)
  expect(half!.activations / full!.activations).toBeLessThan(0.6)
  expect([half!.weights, half!.optimizer]).toEqual([full!.weights, full!.optimizer])
})

test('a batch in parts takes what the whole batch does, and more of the graph', () => {
  const question = { network: inferNetwork(convolution('relu')), datasets: {}, recipe: recipe() }
  const [whole, parted] = [1, 2].map(cores => forecastMemory({ ...question, cores }).at(32))
  expect(parted!.activations / whole!.activations).toBeGreaterThan(0.9)
  expect(parted!.activations / whole!.activations).toBeLessThan(1.1)
  expect(parted!.graph).toBeGreaterThan(whole!.graph)
  expect(parted!.weights).toBe(whole!.weights)
})
