import { assert } from '../assert.ts'
import type { NetworkWeight } from '../network/lower.ts'
import { add } from '../ops/elementwise/arithmetic.ts'
import { cast } from '../ops/elementwise/cast.ts'
import { constant, scalar } from '../ops/sources/constant.ts'
import type { Emit, Operation, Tensor } from '../ops/define-op.ts'
import { feed } from '../ops/sources/feed.ts'
import { reshape } from '../ops/shape/reshape.ts'
import { sum } from '../ops/reduction/reduce.ts'
import { tile } from '../ops/shape/tile.ts'
import type { Variable } from '../ops/graph-writer.ts'
import { assignVariable } from '../ops/variables/variable-ops.ts'
import { createBuilder, type Builder } from '../program/builder.ts'
import { initialValue } from '../program/initialize.ts'
import type { Slot } from '../program/optimizers/apply-optimizer.ts'
import type { EntryPoint } from '../program/program.ts'
import { randomOf } from '../random.ts'

/** Batches trained on so far. */
export const counter: Variable = { key: 'train/step', path: 'train/step', dtype: 'int32', shape: [] }

/** What noise is drawn by where nothing is learned: the same at every evaluation, and that of no step. */
export function noiseOfEvaluation({ emit }: Builder, seed: number): { readonly seed: number; readonly step: Tensor } {
  return { seed, step: emit(constant, {}, scalar(-1, 'int32')) }
}

/** Sums over the samples since they were set to 0, by name. */
export type SumVariables = Readonly<Record<string, Variable>>

export function sumVariables(phase: string, totals: Readonly<Record<string, Tensor>>): SumVariables {
  return Object.fromEntries(
    Object.entries(totals).map(([name, { shape }]) => {
      const path = `${phase}/${name}`
      return [name, { key: path, path, dtype: 'float32', shape: shape.map(Number) }]
    })
  )
}

/** What `initialize` is fed with. */
export const initializeFeeds = { zeros: { dtype: 'int32', shape: [2], data: new Int32Array(2) } } as const

/**
 * Every variable's first value, all of them a function of the seed. It takes zeros that change nothing: without them
 * TensorFlow computes the values when it opens the graph, and keeps a second copy of each in it (measured: 225 MB less for
 * 33.6 million weights, and 94 MB less for what Adam keeps of 28 million).
 */
export function initializeEntry(
  seed: number,
  weights: readonly NetworkWeight[],
  kept: readonly Slot[],
  counters: readonly Variable[]
): EntryPoint {
  const builder = createBuilder()
  const { emit } = builder
  const zeros = emit(feed, {}, { dtype: 'int32', shape: [2] })
  const assign = (variable: Variable, value: Tensor): Operation =>
    emit(assignVariable, { value }, { variable }).operation
  const zero = emit(sum, { input: emit(cast, { input: zeros }, { to: 'float32' }) }, { axes: [0], keepAxes: false })
  const updates = [
    ...weights.map(({ variable, initializer }) => {
      // The word is part of the seed: another one would draw other weights.
      const random = randomOf(seed, `initialise/${variable.key}`)
      const values = [random.next() | 0, random.next() | 0]
      const left = emit(constant, {}, { dtype: 'int32', shape: [2], values })
      const key = emit(add, { left, right: zeros })
      return assign(variable, initialValue(builder.at(variable.path), initializer, variable.shape, key))
    }),
    ...kept.map(({ variable, initial }) =>
      assign(
        variable,
        filled(emit, variable.shape, emit(add, { left: zero, right: emit(constant, {}, scalar(initial)) }))
      )
    ),
    ...counters.map(variable => assign(variable, emit(constant, {}, scalar(0, 'int32'))))
  ]
  return { name: 'initialize', feeds: { zeros }, fetches: {}, updates }
}

/** One number in every place of a shape. */
function filled(emit: Emit, shape: readonly number[], value: Tensor): Tensor {
  if (shape.length === 0) return value
  return emit(tile, { input: emit(reshape, { input: value }, { shape: shape.map(() => 1) }) }, { multiples: shape })
}

/** Sets variables from feeds named by their keys, all in one call. */
export function restoreEntry(name: string, variables: readonly Variable[]): EntryPoint {
  const { emit } = createBuilder()
  const feeds = variables.map(({ key, dtype, shape }) => [key, emit(feed, {}, { dtype, shape })] as const)
  const updates = feeds.map(([, value], index) => {
    const variable = variables[index]
    assert(variable !== undefined, 'Each feed has its variable.')
    return emit(assignVariable, { value }, { variable }).operation
  })
  return { name, feeds: Object.fromEntries(feeds), fetches: {}, updates }
}

export function snapshotEntry(variables: readonly Variable[]): EntryPoint {
  const builder = createBuilder()
  const fetches = Object.fromEntries(variables.map(variable => [variable.key, builder.read(variable)]))
  return { name: 'snapshot', feeds: {}, fetches, updates: [] }
}

export function sumsEntry(name: string, sums: SumVariables): EntryPoint {
  const builder = createBuilder()
  const fetches = Object.entries(sums).map(([each, variable]) => [each, builder.read(variable)] as const)
  return { name, feeds: {}, fetches: Object.fromEntries(fetches), updates: [] }
}

export function resetEntry(name: string, sums: SumVariables): EntryPoint {
  const { emit } = createBuilder()
  const updates = Object.values(sums).map(variable => {
    const value = filled(emit, variable.shape, emit(constant, {}, scalar(0)))
    return emit(assignVariable, { value }, { variable }).operation
  })
  return { name, feeds: {}, fetches: {}, updates }
}
