import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { roleOf } from '../../../core/data/fields/catalogue.ts'
import { rowLength } from '../../../core/data/fields/define-field.ts'
import type { HostTensor } from '../../../core/engine.ts'
import { parseMetric } from '../../../core/metrics/catalogue.ts'
import { outputCatalogue, type AnyOutputKind } from '../../../core/outputs/catalogue.ts'
import { numbers } from './numbers.ts'

const kinds = outputCatalogue as readonly unknown[] as readonly AnyOutputKind[]
const count = 4

it('holds every kind of its folder, under names that no two share', async () => {
  const folder = fileURLToPath(new URL('../../../core/outputs', import.meta.url))
  const found: unknown[] = []
  for (const file of readdirSync(folder).filter(each => each !== 'catalogue.ts')) {
    const exported = Object.values((await import(/* @vite-ignore */ `${folder}/${file}`)) as Record<string, unknown>)
    found.push(...exported.filter(each => typeof each === 'object' && Object.hasOwn(each ?? {}, 'worstFirst')))
  }
  expect(new Set(found)).toEqual(new Set(kinds))
  expect(new Set(kinds.map(({ kind }) => kind)).size).toBe(kinds.length)
})

describe.each(kinds.map(kind => [kind.kind, kind] as const))('the output kind %s', (_, kind) => {
  const { example } = kind
  const { field } = example
  const target = field && { facts: field, source: { key: 'data', port: field.name } }
  const output = kind.open({ ...example, target, fields: target ? [target] : [] }, target)!
  const size = example.shape.reduce((product, each) => product * each, 1)
  const delivered: HostTensor = { dtype: 'float32', shape: [count, ...example.shape], data: numbers(count * size, 3) }
  const row = field && roleOf(field).row(field)
  const wanted: HostTensor | undefined = row && {
    dtype: row.dtype,
    shape: [count, ...row.shape],
    data: new Float32Array(count * rowLength(row))
  }

  it('opens its example, and says what it is', () => {
    expect(output.kind).toBe(kind.kind)
    expect(output.target).toBe(target)
    expect(field?.role).toBe(kind.role)
    expect(kind.label.length * kind.summary.length).toBeGreaterThan(0)
  })

  it('says one thing of each sample, of its own kind, as data that cross to the window', () => {
    const predictions = output.decode(delivered)
    const truths = wanted === undefined ? predictions : output.truths(wanted)
    expect([...predictions, ...truths].map(each => each.kind)).toEqual(new Array(2 * count).fill(kind.kind))
    expect(structuredClone(predictions)).toEqual(predictions)
    for (const prediction of predictions) {
      const { json, fractions, text, image } = kind.tellPrediction(prediction)
      expect(JSON.parse(JSON.stringify(json))).not.toEqual({})
      expect(fractions.length > 0 || text !== undefined).toBe(true)
      if (image) expect(image.bytes).toHaveLength(image.height * image.width * image.channels)
    }
  })

  it('puts every sample that it judges into the order of its mistakes once', () => {
    const evaluator = output.evaluator()
    evaluator.add(delivered, wanted)
    const evaluation = evaluator.result()
    expect(evaluation.kind).toBe(kind.kind)
    expect(structuredClone(evaluation)).toEqual(evaluation)
    const order = kind.worstFirst(evaluation)
    if (kind.role !== undefined) expect([...order].sort()).toEqual([0, 1, 2, 3])
    for (const [name, value] of Object.entries(kind.metrics(evaluation))) {
      expect(parseMetric(name).metric, name).toBeDefined()
      expect(value, name).toBeGreaterThanOrEqual(0)
    }
    const { table } = kind.tellEvaluation(evaluation)
    for (const each of table?.rows ?? []) expect(each).toHaveLength(table!.headings.length)
  })

  it('finds no difference between the same numbers, and the largest one between others', () => {
    const logits = numbers(size, 3)
    const other = logits.map((number, position) => number + (position === size - 1 ? 0.5 : 0.25))
    expect(output.compare(logits, logits)).toMatchObject({ maxAbsDifference: 0 })
    expect(output.compare(logits, other).maxAbsDifference).toBeCloseTo(0.5, 6)
    expect(output.compare(logits, other).scale).toBeGreaterThan(0)
    expect(
      output.compare(
        logits,
        logits.map(() => NaN)
      ).maxAbsDifference
    ).toBe(Infinity)
    expect(output.compare(logits, logits.subarray(1)).maxAbsDifference).toBe(Infinity)
  })
})
