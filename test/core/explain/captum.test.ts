import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { explanationOf } from '../../../core/explain/catalogue.ts'
import { explain, explanationParameters } from '../../../core/explain/explain.ts'
import type { Explanation } from '../../../core/explain/explanation.ts'
import type { Drawing } from '../../../core/graph/drawing.ts'
import { drawNetwork } from '../../../core/graph/graph-builder.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import type { Json } from '../../../core/json.ts'
import { bytesTensor, openPlan } from './open-plan.ts'

interface Case {
  readonly name: 'strided' | 'pooled' | 'largest'
  readonly shape: readonly [number, number, number]
  readonly pixels: readonly number[]
  readonly weights: Readonly<Record<string, { readonly values: readonly number[] }>>
  readonly predicted: number
  readonly targets: readonly {
    readonly target: number
    readonly maps: readonly {
      readonly method: string
      readonly parameters: Readonly<Record<string, Json>>
      readonly shape: readonly number[]
      readonly values: readonly number[]
    }[]
  }[]
}

const cases = JSON.parse(readFileSync('test/fixtures/explain/values.json', 'utf8')) as readonly Case[]

/** The networks of `test/fixtures/explain/make.py`. */
const drawings: Readonly<Record<Case['name'], Drawing>> = {
  strided: drawNetwork(graph => {
    const data = graph.layer('data', { size: [9, 8], channels: 1, classes: 4 })
    const conv1 = graph.layer('conv2d', { filters: 4, kernelSize: [3, 3], padding: 'same' }, data.output('image'), {
      name: 'conv1'
    })
    const relu1 = graph.layer('relu', {}, conv1, { name: 'relu1' })
    const conv2 = graph.layer('conv2d', { filters: 5, kernelSize: [3, 3], strides: [2, 2] }, relu1, { name: 'conv2' })
    const flat = graph.layer('flatten', {}, graph.layer('relu', {}, conv2, { name: 'relu2' }))
    const hidden = graph.layer('dense', { units: 7, activation: 'relu' }, flat, { name: 'hidden' })
    graph.layer('output', {}, graph.layer('dense', { units: 4 }, hidden, { name: 'classes' }))
  }),
  pooled: drawNetwork(graph => {
    const data = graph.layer('data', { size: [10, 12], channels: 3, classes: 3 })
    const conv1 = graph.layer('conv2d', { filters: 6, kernelSize: [3, 3] }, data.output('image'), { name: 'conv1' })
    const norm1 = graph.layer('batchNormalization', {}, conv1, { name: 'norm1' })
    const relu1 = graph.layer('relu6', {}, norm1, { name: 'relu1' })
    const pool1 = graph.layer('averagePooling2d', {}, relu1, { name: 'pool1' })
    const conv2 = graph.layer('conv2d', { filters: 8, kernelSize: [3, 3], padding: 'same' }, pool1, { name: 'conv2' })
    const pool2 = graph.layer('globalAveragePooling2d', {}, graph.layer('relu', {}, conv2, { name: 'relu2' }))
    graph.layer('output', {}, graph.layer('dense', { units: 3 }, pool2, { name: 'classes' }))
  }),
  largest: drawNetwork(graph => {
    const data = graph.layer('data', { size: [10, 10], channels: 1, classes: 3 })
    const settings = { kernelSize: [3, 3], activation: 'relu' } as const
    const conv1 = graph.layer('conv2d', { filters: 4, padding: 'same', ...settings }, data.output('image'), {
      name: 'conv1'
    })
    const pool1 = graph.layer('maxPooling2d', {}, conv1, { name: 'pool1' })
    const conv2 = graph.layer('conv2d', { filters: 6, ...settings }, pool1, { name: 'conv2' })
    const flat = graph.layer('flatten', {}, conv2)
    graph.layer('output', {}, graph.layer('dense', { units: 3 }, flat, { name: 'classes' }))
  })
}

const given = cases.flatMap(each =>
  each.targets.flatMap(({ target, maps }) => maps.map(map => ({ title: titleOf(map, target), each, target, map })))
)

function titleOf({ method, parameters }: { readonly method: string; readonly parameters: object }, target: number) {
  return `${method} ${JSON.stringify(parameters)} of class ${target}`
}

it.each(given)('$each.name: $title equals Captum', async ({ each, target, map }) => {
  const explanation = explanationOf(map.method) as Explanation
  const network = inferNetwork(drawings[each.name])
  expect(network.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const { plan, machine, session } = await openPlan(explanation, network, ({ variable }) =>
    Float32Array.from(each.weights[variable.path]!.values)
  )
  const completed = explanationParameters(explanation, plan.fit, map.parameters)
  if ('problems' in completed) throw new Error(completed.problems[0]!.message)
  const request = { bytes: bytesTensor(each.shape, each.pixels), ...completed }
  const explained = await explain(plan, { ...request, target }, machine)
  const largest = Math.max(...map.values.map(Math.abs))
  const differences = map.values.map((value, position) => Math.abs(value - explained.map.values[position]!))
  expect(explained.map.shape).toEqual(map.shape)
  expect(Math.max(...differences)).toBeLessThanOrEqual(1e-4 * largest)
  expect((await explain(plan, request, machine)).target).toBe(each.predicted)
  await session.close()
})
