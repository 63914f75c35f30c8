import { readdirSync } from 'node:fs'
import { expect, it, test } from 'vitest'
import { boxes, packBoxes, unpackBoxes } from '../../../../core/data/fields/boxes.ts'
import { caption, packWords, unpackWords } from '../../../../core/data/fields/caption.ts'
import { fieldCatalogue, type FieldFacts, fieldSchema, roleOf } from '../../../../core/data/fields/catalogue.ts'
import { type Column, newColumn, rowBytes } from '../../../../core/data/fields/define-field.ts'
import { image } from '../../../../core/data/fields/image.ts'
import { label } from '../../../../core/data/fields/label.ts'
import { mask } from '../../../../core/data/fields/mask.ts'
import { value } from '../../../../core/data/fields/value.ts'
import { planFit, type Fit } from '../../../../core/data/fit-plan.ts'
import { feed } from '../../../../core/ops/sources/feed.ts'
import { batch } from '../../../../core/ops/tensor.ts'
import type { Pair } from '../../../../core/parameters.ts'
import { createBuilder } from '../../../../core/program/builder.ts'
import { lowerProgram } from '../../../../core/tensorflow/lower.ts'
import { testEngine } from '../../../run-tensors.ts'

const facts: readonly FieldFacts[] = fieldCatalogue.map(({ example }) => example)

test('the catalogue has every file of its folder', () => {
  const files = readdirSync('core/data/fields').filter(name => !['catalogue.ts', 'define-field.ts'].includes(name))
  expect(fieldCatalogue.map(({ role }) => `${role}.ts`).sort()).toEqual(files.sort())
  for (const { role, example } of fieldCatalogue) expect(example.role).toBe(role)
})

test.each(facts)('$role is told apart by its schema, has a row, and says what is no row of it', field => {
  const entry = roleOf(field)
  expect(fieldSchema.parse(JSON.parse(JSON.stringify(field)))).toEqual(field)
  const row = entry.row(field)
  expect(newColumn(row, 3).byteLength).toBe(3 * rowBytes(row))
  expect(entry.summary).not.toBe('')
  expect(entry.identity(field).length).toBeGreaterThan(0)
  const wrong = newColumn({ ...row, shape: [...row.shape, 2] }, 1).fill(row.dtype === 'float32' ? NaN : -1)
  expect(entry.misfit(field, wrong)).toMatch(/./)
})

/** What a data node puts out of a row, brought from one size to another. */
async function built(field: FieldFacts, row: Column, from: Pair, size: Pair, fit: Fit): Promise<readonly number[]> {
  const builder = createBuilder()
  const type = roleOf(field).row(field)
  const fed = builder.emit(feed, {}, { dtype: type.dtype, shape: [batch, ...type.shape] })
  const target = {
    plan: planFit(from, size, fit),
    from,
    size,
    channels: 1,
    antialias: false,
    range: { factor: 1, offset: 0 }
  }
  const output = roleOf(field).build(fed, field, target, builder.emit)
  const entry = { name: 'run', feeds: { fed }, fetches: { output }, updates: [] }
  const session = await testEngine().open(lowerProgram({ variables: [], entryPoints: [entry] }))
  try {
    const answer = await session.run('run', { fed: { dtype: type.dtype, shape: [1, ...type.shape], data: row } })
    return [...(answer['output']!.data as Float32Array)]
  } finally {
    await session.close()
  }
}

/** A rectangle of class 2: rows 1 to 3, columns 2 to 5. */
const drawn = Uint8Array.from({ length: 35 }, (_, at) => {
  const [y, x] = [Math.floor(at / 7), at % 7]
  return y >= 1 && y <= 3 && x >= 2 && x <= 5 ? 2 : 0
})
const box = { top: 1 / 5, left: 2 / 7, bottom: 4 / 5, right: 6 / 7, classIndex: 2 }

it.each([
  ['pad', [9, 8]],
  ['crop', [4, 5]],
  ['pad', [6, 10]]
] as const)('a class map follows its image pixel by pixel: %s to %j', async (fit, size) => {
  const following = await built(mask.example, drawn, [5, 7], size, fit)
  if (fit === 'pad') expect(following).toEqual(await built(image.example, drawn, [5, 7], size, fit))
  expect(following.length).toBe(size[0] * size[1])
  expect(new Set(following)).toEqual(new Set([0, 2]))
})

it('a class map twice as large has each pixel four times, and no class between two others', async () => {
  const twice = await built(mask.example, drawn, [5, 7], [10, 14], 'stretch')
  const expected = Array.from({ length: 140 }, (_, at) => drawn[((at / 28) | 0) * 7 + ((at % 14) >> 1)])
  expect(twice).toEqual(expected)
})

it.each([
  ['pad', [9, 8]],
  ['crop', [4, 5]],
  ['crop', [3, 6]],
  ['stretch', [10, 14]]
] as const)('a box follows its image: %s to %j', async (fit, size) => {
  const row = packBoxes([box], 2)
  const [followed, ...more] = unpackBoxes(Float32Array.from(await built(boxes.example, row, [5, 7], size, fit)))
  expect(more).toEqual([])
  expect(followed!.classIndex).toBe(2)
  const [height, width] = size
  const map = await built(mask.example, drawn, [5, 7], size, fit)
  const inside = map.flatMap((each, at) => (each === 2 ? [[Math.floor(at / width), at % width] as const] : []))
  const ys = inside.map(([y]) => y)
  const xs = inside.map(([, x]) => x)
  const edges = [Math.min(...ys), Math.min(...xs), Math.max(...ys) + 1, Math.max(...xs) + 1]
  const found = [followed!.top * height, followed!.left * width, followed!.bottom * height, followed!.right * width]
  // The class map is whole pixels; a resized box lies between them.
  found.forEach((edge, position) => expect(Math.abs(edge - edges[position]!)).toBeLessThanOrEqual(0.75))
})

it('boxes and words are padded up to their bound, and come back without the padding', () => {
  const packed = packBoxes([box], 3)
  expect(packed.length).toBe(18)
  expect(unpackBoxes(packed)).toHaveLength(1)
  expect(boxes.misfit({ ...boxes.example, bound: 3 }, packed)).toBeUndefined()
  const upsideDown = packBoxes([{ ...box, bottom: 0 }], 3)
  expect(boxes.misfit({ ...boxes.example, bound: 3 }, upsideDown)).toMatch(/A box from/)
  const words = ['', 'a', 'red', 'square']
  const row = packWords('a red square', words, 5)
  expect([...row]).toEqual([1, 2, 3, 0, 0])
  expect(unpackWords(row, words)).toBe('a red square')
  expect(caption.text!({ name: 'caption', role: 'caption', bound: 5, words }, row)).toBe('a red square')
})

it('counts classes, and tells the least and the greatest of values', () => {
  expect(label.measured!(label.example, Int32Array.of(1, 3, 1))).toMatchObject({ classCounts: [0, 2, 0, 1] })
  expect(value.measured!(value.example, Float32Array.of(-4, 2.5))).toMatchObject({ range: [-4, 2.5] })
})
