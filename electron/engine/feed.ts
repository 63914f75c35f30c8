import { EngineError, type HostTensor } from '../../core/engine.ts'
import { dataTypes } from '../../core/tensorflow/graph-def.ts'
import type { Binding } from './binding.ts'

/** TensorFlow ends the process at the next axis, and at more numbers than 63 bits count, even beside an axis of 0. */
const mostAxes = 254

/**
 * Hands a tensor to the library: the only place that may. The binding lends V8's own memory to TensorFlow, which lets
 * go of it on whichever thread used it last, where Node-API must not be called. Bytes that are not aligned to 64 are
 * copied at once instead and let go of here; so everything is handed over at an offset of 4 in a buffer of its own,
 * V8's buffers being aligned to 16 at least. Throws EngineError for a shape that TensorFlow would not survive.
 */
export function createFeed(binding: Binding, { dtype, shape, data }: HostTensor): number {
  if (shape.length > mostAxes) {
    throw new EngineError(`A feed has ${shape.length} axes; TensorFlow takes at most ${mostAxes}.`)
  }
  const isCounted = shape.every(size => Number.isSafeInteger(size) && size >= 0)
  if (!isCounted || !Number.isSafeInteger(productOf(shape.filter(size => size !== 0)))) {
    throw new EngineError(`A feed of shape ${shape.join('×')} holds no number of values that can be counted.`)
  }
  const count = productOf(shape)
  if (data.length !== count) {
    throw new EngineError(`A feed of shape ${shape.join('×')} holds ${count} numbers, ${data.length} were given.`)
  }
  return binding.createTensor(shape, dataTypes[dtype], isNumbers(data) ? unaligned(data) : data)
}

function productOf(sizes: readonly number[]): number {
  return sizes.reduce((product, size) => product * size, 1)
}

function isNumbers(data: HostTensor['data']): data is Float32Array | Int32Array | Uint8Array {
  return ArrayBuffer.isView(data)
}

function unaligned(data: Float32Array | Int32Array | Uint8Array): ArrayBufferView {
  const buffer = new ArrayBuffer(data.byteLength + 8)
  if (data instanceof Float32Array) return filled(new Float32Array(buffer, 4, data.length), data)
  if (data instanceof Int32Array) return filled(new Int32Array(buffer, 4, data.length), data)
  return filled(new Uint8Array(buffer, 4, data.length), data)
}

function filled<Numbers extends { set(values: ArrayLike<number>): void }>(
  target: Numbers,
  values: ArrayLike<number>
): Numbers {
  target.set(values)
  return target
}
