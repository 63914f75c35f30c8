import { assert } from '../assert.ts'
import { randomOf, shuffle } from '../random.ts'
import type { Dataset, Split, SplitName } from './dataset.ts'
import { roleOf } from './fields/catalogue.ts'

/** The samples of each part as ascending positions in the dataset. */
export type SplitIndices = Readonly<Record<SplitName, Int32Array>>

const known = new WeakMap<Dataset, Promise<Int32Array>>()

/**
 * The group of each sample that a split keeps in proportion, such as its class: of the first field that has groups.
 * One and the same for all where none has.
 */
export function strataOf(dataset: Dataset): Promise<Int32Array> {
  const found = known.get(dataset) ?? readStrata(dataset)
  known.set(dataset, found)
  return found
}

async function readStrata(dataset: Dataset): Promise<Int32Array> {
  const { count, fields } = dataset.about
  const field = fields.find(each => roleOf(each).strata !== undefined)
  if (field === undefined) return new Int32Array(count)
  const all = Int32Array.from({ length: count }, (_, index) => index)
  const { [field.name]: column } = await dataset.read(all, [field.name])
  assert(column !== undefined, `The dataset has the rows of ${field.name}.`)
  return roleOf(field).strata?.(column.data) ?? new Int32Array(count)
}

/** The samples of each part of a dataset. */
export async function splitDataset(dataset: Dataset, split: Split): Promise<SplitIndices> {
  return splitIndices(await strataOf(dataset), split)
}

/** How many of each class go to a part: quotas rounded so that the total is exact and no class gives more than it has. */
function apportion(quotas: readonly number[], available: readonly number[], total: number): number[] {
  const given = quotas.map((quota, index) => Math.min(Math.floor(quota), available[index] ?? 0))
  const remainder = (index: number) => (quotas[index] ?? 0) - (given[index] ?? 0)
  let missing = total - given.reduce((sum, each) => sum + each, 0)
  while (missing > 0) {
    const open = given.flatMap((each, index) => (each < (available[index] ?? 0) ? [index] : []))
    if (open.length === 0) break
    open.sort((left, right) => remainder(right) - remainder(left) || left - right)
    for (const index of open.slice(0, missing)) {
      given[index] = (given[index] ?? 0) + 1
      missing -= 1
    }
  }
  return given
}

/** A share of a count as a whole number. Floating point makes 0.07 * 100 a little more than 7; that is taken out. */
function fractionOf(count: number, fraction: number): number {
  return Math.round(Number((count * fraction).toPrecision(12)))
}

/** How many samples go to each part. Where the shares are more than the whole, the test's comes first. */
export function partSizes(count: number, split: Split): Readonly<Record<SplitName, number>> {
  const test = fractionOf(count, split.test)
  const validation = Math.min(fractionOf(count, split.validation), count - test)
  return { train: count - test - validation, validation, test }
}

/**
 * Divides samples by class: every part has each class in the proportion of the whole, as near as whole samples allow,
 * and sizes are the rounded shares of all samples. The same labels and seed always give the same parts.
 */
export function splitIndices(labels: Int32Array, split: Split): SplitIndices {
  assert(
    [split.validation, split.test].every(share => share >= 0 && share <= 1),
    'A share lies within the whole.'
  )
  const members = new Map<number, number[]>()
  labels.forEach((label, index) => {
    const list = members.get(label)
    if (list) list.push(index)
    else members.set(label, [index])
  })
  const classes = [...members.keys()].sort((left, right) => left - right)
  const shuffled = classes.map(label =>
    shuffle(Int32Array.from(members.get(label) ?? []), randomOf(split.seed, 'split', label))
  )
  const counts = shuffled.map(indices => indices.length)
  const quotasOf = (fraction: number) => counts.map(count => Number((count * fraction).toPrecision(12)))

  const sizes = partSizes(labels.length, split)
  const tests = apportion(quotasOf(split.test), counts, sizes.test)
  const left = counts.map((count, index) => count - (tests[index] ?? 0))
  const validations = apportion(quotasOf(split.validation), left, sizes.validation)

  const bound = (index: number) => (tests[index] ?? 0) + (validations[index] ?? 0)
  return {
    test: joined(shuffled.map((indices, index) => indices.subarray(0, tests[index]))),
    validation: joined(shuffled.map((indices, index) => indices.subarray(tests[index], bound(index)))),
    train: joined(shuffled.map((indices, index) => indices.subarray(bound(index))))
  }
}

function joined(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += part.length
  }
  return all.sort()
}
