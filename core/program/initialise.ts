import { multiply, subtract } from '../ops/arithmetic.ts'
import { constant, scalar } from '../ops/constant.ts'
import type { Emit } from '../ops/define-op.ts'
import { fill } from '../ops/fill.ts'
import { randomTruncatedNormal, randomUniform } from '../ops/random.ts'
import type { Tensor } from '../ops/tensor.ts'
import { assert } from '../assert.ts'
import type { Initialiser } from './initialisers.ts'

/** Standard deviation of a standard normal cut at two deviations: what Keras divides by. */
const truncatedDeviation = 0.87962566103423978

/** Numbers that flow into one output and out of one input of a kernel [..., inputs, outputs]: Keras's `compute_fans`. */
export function fansOf(shape: readonly number[]): { readonly fanIn: number; readonly fanOut: number } {
  if (shape.length < 2) return { fanIn: shape[0] ?? 1, fanOut: shape[0] ?? 1 }
  const field = shape.slice(0, -2).reduce((product, size) => product * size, 1)
  const [inputs, outputs] = shape.slice(-2)
  assert(inputs !== undefined && outputs !== undefined, 'A kernel has inputs and outputs.')
  return { fanIn: field * inputs, fanOut: field * outputs }
}

/** The first value of a weight: a function of the initialiser, the shape and the key, two int32. */
export function initialValue(
  emit: Emit,
  initialiser: Initialiser,
  shape: readonly number[],
  key: readonly [number, number]
): Tensor {
  const times = (input: Tensor, factor: number): Tensor =>
    emit(multiply, { left: input, right: emit(constant, {}, scalar(factor)) })
  const keyTensor = (): Tensor => emit(constant, {}, { dtype: 'int32', shape: [2], values: key })
  const { fanIn, fanOut } = fansOf(shape)
  switch (initialiser.kind) {
    case 'constant':
      return emit(fill, {}, { shape, value: initialiser.value })
    case 'glorotUniform': {
      const limit = Math.sqrt(6 / (fanIn + fanOut))
      const centred = emit(subtract, {
        left: emit(randomUniform, { key: keyTensor() }, { shape }),
        right: emit(constant, {}, scalar(0.5))
      })
      return times(centred, 2 * limit)
    }
    case 'heNormal':
      return times(
        emit(randomTruncatedNormal, { key: keyTensor() }, { shape }),
        Math.sqrt(2 / fanIn) / truncatedDeviation
      )
  }
}
