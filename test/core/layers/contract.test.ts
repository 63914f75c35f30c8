import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../../../core/engine.ts'
import { layerCatalogue } from '../../../core/layers/catalogue.ts'
import { parseValue } from '../../../core/parameters.ts'
import { lowerProgram } from '../../../core/tensorflow/lower.ts'
import { openEngine } from '../../../electron/engine/engine.ts'
import { cases, casesForKeras, complete, inputList, type Case } from './cases.ts'
import { measureCase, programOf, runProgram } from './run-case.ts'

const fixtures = fileURLToPath(new URL('../../fixtures/layers', import.meta.url))
const layersFolder = fileURLToPath(new URL('../../../core/layers', import.meta.url))

interface KerasValues {
  readonly shape: readonly number[]
  readonly output: readonly number[]
  readonly inputGradients?: readonly (readonly number[])[]
  readonly weightGradients?: Readonly<Record<string, readonly number[]>>
  readonly statistics?: Readonly<Record<string, readonly number[]>>
  readonly metrics?: Readonly<Record<string, number>>
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(fixtures, name), 'utf8'))
}

interface LayerValues {
  readonly values: Readonly<Record<string, KerasValues>>
  readonly defaults: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

if (process.env['UPDATE_FIXTURES'] === '1') {
  for (const { type } of layerCatalogue) {
    writeFileSync(join(fixtures, 'cases', `${type}.json`), `${JSON.stringify(casesForKeras(type), undefined, 1)}\n`)
  }
}

/** What Keras computed for each layer, where it has been asked yet. */
const computed: Readonly<Record<string, LayerValues>> = Object.fromEntries(
  readdirSync(join(fixtures, 'values')).map(file => [file.replace('.json', ''), readJson(`values/${file}`)])
) as Record<string, LayerValues>

/** The largest difference, as a share of the largest number where that is above 1. */
function difference(ours: readonly number[] | undefined, theirs: readonly number[]): number {
  if (ours?.length !== theirs.length) return Infinity
  const largest = Math.max(1, ...theirs.map(Math.abs))
  return Math.max(0, ...theirs.map((value, index) => Math.abs(value - (ours[index] ?? Infinity)))) / largest
}

let engine: Engine

beforeAll(() => {
  engine = openEngine()
})

test('Keras has computed the layers of the catalogue and no others', () => {
  expect(Object.keys(computed).sort()).toEqual(layerCatalogue.map(({ type }) => type).sort())
})

test.each(layerCatalogue)('Keras has computed exactly the examples of $type', ({ type }) => {
  const own = casesForKeras(type)
  expect(readJson(`cases/${type}.json`)).toEqual(JSON.parse(JSON.stringify(own)))
  expect(Object.keys(computed[type]?.values ?? {})).toEqual(own.map(({ id }) => id))
})

describe.each(cases)('$id', each => {
  const keras = computed[each.layer.type]?.values[each.id] as KerasValues

  test('gives the output and the gradients of Keras, and learns in one step', async () => {
    const { program, feeds, outputShape } = programOf(each)
    const session = await engine.open(lowerProgram(program))
    try {
      const ours = await runProgram(session, feeds)
      expect(outputShape.slice(1)).toEqual(keras.shape)
      expect(difference(ours['output'], keras.output)).toBeLessThan(1e-5)
      for (const [name, gradient] of Object.entries(gradientsOf(each, keras))) {
        // Where nothing flows back at all, TensorFlow's tape says 0.
        const own = ours[`gradient/${name}`] ?? gradient.map(() => 0)
        expect(difference(own, gradient), name).toBeLessThan(1e-5)
      }
      for (const [name, statistic] of Object.entries(keras.statistics ?? {})) {
        // A frozen layer leaves them as they were fed.
        const now = ours[`statistic/${name}`] ?? Array.from(feeds[`weight/${name}`]!.data as Float32Array)
        expect(difference(now, statistic), name).toBeLessThan(1e-5)
      }
      const moved = stepDown(feeds, ours)
      if (moved === undefined) return
      const after = await runProgram(session, moved)
      expect(after['scalar']![0]).toBeLessThan(ours['scalar']![0]!)
    } finally {
      await session.close()
    }
  })
})

const judged = cases.filter(({ layer }) => layer.family === 'loss')

test.each(judged)('$id measures over two batches what Keras measures', async each => {
  const { metrics = {} } = computed[each.layer.type]!.values[each.id]!
  const ours = await measureCase(each, engine)
  expect(Object.keys(ours).sort()).toEqual(Object.keys(metrics).sort())
  for (const [name, value] of Object.entries(metrics)) expect(ours[name], name).toBeCloseTo(value, 6)
})

function gradientsOf(each: Case, keras: KerasValues): Readonly<Record<string, readonly number[]>> {
  const floats = inputList(each).flatMap(({ dtype }, index) => (dtype === 'float32' ? [`input${index}`] : []))
  const inputs = (keras.inputGradients ?? []).map((gradient, index) => [floats[index], gradient])
  const weights = Object.entries(keras.weightGradients ?? {}).map(([name, gradient]) => [`weight/${name}`, gradient])
  return Object.fromEntries([...inputs, ...weights]) as Record<string, readonly number[]>
}

/** The feeds a small step down the gradient; undefined where nothing has one. */
function stepDown(
  feeds: ReturnType<typeof programOf>['feeds'],
  results: Readonly<Record<string, readonly number[]>>
): typeof feeds | undefined {
  const named = Object.entries(results).flatMap(([name, gradient]) =>
    name.startsWith('gradient/') ? [[name.slice('gradient/'.length), gradient] as const] : []
  )
  const length = Math.hypot(...named.flatMap(([, gradient]) => gradient))
  if (!(length > 0)) return undefined
  const moved = named.map(([name, gradient]) => {
    const before = feeds[name]!
    const data = Float32Array.from(
      before.data as Float32Array,
      (value, index) => value - (0.01 / length) * gradient[index]!
    )
    return [name, { ...before, data }]
  })
  return { ...feeds, ...(Object.fromEntries(moved) as typeof feeds) }
}

describe.each(layerCatalogue)('$type', layer => {
  test('has texts, defaults that pass and limits that hold', () => {
    expect([layer.label, layer.summary, layer.source].every(text => text.length > 0)).toBe(true)
    expect(layer.examples.length).toBeGreaterThan(0)
    expect(layer.describe?.(complete(layer, {})) ?? 'nothing to tell').not.toMatch(/undefined|^$/)
    for (const [name, parameter] of Object.entries(layer.parameters)) {
      expect(parameter.help, name).toMatch(/^.{8,}\.$/)
      expect(parseValue(parameter, parameter.default), name).toEqual({ value: parameter.default })
      const beyond = 'max' in parameter ? parameter.max + 1 : { not: 'a value' }
      expect(parseValue(parameter, beyond), name).toHaveProperty('expected')
    }
  })

  test('lets a person freeze, slow down and penalize the weights that it learns', () => {
    const learned = cases
      .filter(each => each.layer === layer)
      .flatMap(each => each.weights.filter(({ name }) => !name.startsWith('moving')))
    const rows = Object.keys(layer.parameters)
    if (learned.length > 0) expect(rows).toEqual(expect.arrayContaining(['trainable', 'learningRateFactor']))
    if (learned.some(({ name }) => /kernel|alpha/i.test(name)))
      expect(rows).toEqual(expect.arrayContaining(['l1', 'l2']))
    if (learned.length === 0) expect(rows).not.toContain('trainable')
    const [usual] = cases.filter(each => each.layer === layer && each.keras !== undefined)
    if (learned.length === 0 || usual === undefined) return
    const changed = layer.keras?.write({ ...usual.parameters, trainable: false, l2: 0.5 }, usual.inputs, usual.dataset)
    expect(JSON.stringify(changed)).toContain('"trainable":false')
    if (rows.includes('l2')) expect(JSON.stringify(changed)).toMatch(/_regularizer":\{[^}]*"l2":0.5/)
  })

  test('has presets with words of their own and values that its parameters take', () => {
    for (const { id, label, summary, parameters } of layer.presets ?? []) {
      expect(layerCatalogue.map(({ type }) => type)).not.toContain(id)
      expect([label, summary]).not.toContain('')
      for (const [name, value] of Object.entries(parameters)) {
        expect(parseValue(layer.parameters[name]!, value), name).toEqual({ value })
      }
    }
  })

  test('has the defaults of Keras where Keras has one', () => {
    const untouched = cases.find(each => each.layer === layer && layer.examples[0]?.parameters === undefined)
    for (const { className, config } of untouched?.keras ?? []) {
      const theirs = Object.entries(computed[layer.type]?.defaults[className] ?? {}).filter(
        ([name, value]) => name in config && value !== null
      )
      expect(config).toMatchObject(Object.fromEntries(theirs))
    }
  })

  test('takes what Keras takes where a file leaves an option out', () => {
    const { read, beside } = layer.keras ?? {}
    const classes = { ...beside, ...(read && { [read.className]: read.defaults }) }
    for (const [className, ours] of Object.entries(classes)) {
      const theirs = Object.entries(computed[layer.type]?.defaults[className] ?? {}).filter(([name]) => name in ours)
      expect(ours).toMatchObject(Object.fromEntries(theirs))
    }
  })
})

test('every file in a family folder is a layer of the catalogue, and types are unique', async () => {
  const families = [...new Set(layerCatalogue.map(({ family }) => family))]
  const files = families.flatMap(name =>
    readdirSync(join(layersFolder, name)).map(file => join(layersFolder, name, file))
  )
  for (const file of files) {
    const exported = Object.values((await import(/* @vite-ignore */ file)) as Record<string, unknown>)
    expect(
      exported.filter(value => (layerCatalogue as readonly unknown[]).includes(value)),
      file
    ).toHaveLength(1)
  }
  expect(files).toHaveLength(layerCatalogue.length)
  expect(new Set(layerCatalogue.map(layer => layer.type)).size).toBe(layerCatalogue.length)
})
