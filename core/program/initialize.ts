import { assert, unreachable } from '../assert.ts'
import { multiply, subtract } from '../ops/elementwise/arithmetic.ts'
import { constant, scalar } from '../ops/sources/constant.ts'
import type { Emit, Tensor } from '../ops/define-op.ts'
import { fill } from '../ops/sources/fill.ts'
import { orthonormalize } from '../ops/linear-algebra/orthonormalize.ts'
import { randomNormal, randomTruncatedNormal, randomUniform } from '../ops/sources/random.ts'
import { reshape } from '../ops/shape/reshape.ts'
import { transpose } from '../ops/shape/transpose.ts'
import type { Initializer } from './initializers.ts'

/** Standard deviation of a standard normal cut at two deviations: what Keras divides by. */
const truncatedStddev = 0.87962566103423978

/** Numbers that flow into one output and out of one input of a kernel [..., inputs, outputs]: Keras's `compute_fans`. */
export function fansOf(shape: readonly number[]): { readonly fanIn: number; readonly fanOut: number } {
  if (shape.length < 2) return { fanIn: shape[0] ?? 1, fanOut: shape[0] ?? 1 }
  const field = product(shape.slice(0, -2))
  const [inputs, outputs] = shape.slice(-2)
  assert(inputs !== undefined && outputs !== undefined, 'A kernel has inputs and outputs.')
  return { fanIn: field * inputs, fanOut: field * outputs }
}

/** Two int32, or a tensor of them. */
export type RandomKey = readonly [number, number] | Tensor

/** The first value of a weight: a function of the initializer, the shape and the key. */
export function initialValue(emit: Emit, initializer: Initializer, shape: readonly number[], key: RandomKey): Tensor {
  switch (initializer.kind) {
    case 'constant':
      return emit(fill, {}, { shape, value: initializer.value })
    case 'normal':
      return times(emit, emit(randomNormal, { key: keyTensor(emit, key) }, { shape }), initializer.stddev)
    case 'truncatedNormal':
      return times(emit, emit(randomTruncatedNormal, { key: keyTensor(emit, key) }, { shape }), initializer.stddev)
    case 'uniform': {
      const left = emit(randomUniform, { key: keyTensor(emit, key) }, { shape })
      const centered = emit(subtract, { left, right: emit(constant, {}, scalar(0.5)) })
      return times(emit, centered, 2 * initializer.limit)
    }
    case 'varianceScaling': {
      const { fanIn, fanOut } = fansOf(shape)
      const { scale, mode, distribution } = initializer
      const variance = scale / Math.max(mode === 'fanIn' ? fanIn : (fanIn + fanOut) / 2, 1)
      const inner: Initializer =
        distribution === 'uniform'
          ? { kind: 'uniform', limit: Math.sqrt(3 * variance) }
          : { kind: 'truncatedNormal', stddev: Math.sqrt(variance) / truncatedStddev }
      return initialValue(emit, inner, shape, key)
    }
    case 'orthogonal':
      return orthogonal(emit, shape, key, initializer.gain)
    case 'bilinear':
      return bilinear(emit, shape)
    default:
      return unreachable(initializer)
  }
}

/** Keras's way: the columns of a tall normal matrix made orthonormal; rows where the matrix is wider than tall. */
function orthogonal(emit: Emit, shape: readonly number[], key: RandomKey, gain: number): Tensor {
  const [rows, columns] = [product(shape.slice(0, -1)), shape.at(-1) ?? 1]
  const tall = [Math.max(rows, columns), Math.min(rows, columns)]
  const input = emit(orthonormalize, { input: emit(randomNormal, { key: keyTensor(emit, key) }, { shape: tall }) })
  const turned = rows < columns ? emit(transpose, { input }, { order: [1, 0] }) : input
  return times(emit, emit(reshape, { input: turned }, { shape }), gain)
}

/** The same tent over the window for each pair of equal channels, 0 between different ones. */
function bilinear(emit: Emit, shape: readonly number[]): Tensor {
  const [outputs, inputs] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1]
  const window = shape.slice(0, -2)
  const tent = Array.from({ length: product(window) }, (_, position) => {
    const [column, row] = [position % (window.at(-1) ?? 1), Math.floor(position / (window.at(-1) ?? 1))]
    return tentAt(column, window.at(-1) ?? 1) * tentAt(row, window.at(-2) ?? 1)
  })
  const same = Array.from({ length: outputs * inputs }, (_, pair) =>
    Math.floor(pair / inputs) === pair % inputs ? 1 : 0
  )
  const left = emit(constant, {}, { dtype: 'float32', shape: [...window, 1, 1], values: tent })
  const ofPairs = [...window.map(() => 1), outputs, inputs]
  return emit(multiply, { left, right: emit(constant, {}, { dtype: 'float32', shape: ofPairs, values: same }) })
}

/** 1 - |x - center| / factor, where a window of this size enlarges by `factor`. */
function tentAt(position: number, size: number): number {
  const factor = Math.ceil(size / 2)
  return 1 - Math.abs(position - (size - 1) / 2) / factor
}

function times(emit: Emit, input: Tensor, factor: number): Tensor {
  return emit(multiply, { left: input, right: emit(constant, {}, scalar(factor)) })
}

function keyTensor(emit: Emit, key: RandomKey): Tensor {
  return 'operation' in key ? key : emit(constant, {}, { dtype: 'int32', shape: [2], values: key })
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((left, right) => left * right, 1)
}
