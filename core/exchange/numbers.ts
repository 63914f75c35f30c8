const arrays = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  bool: Uint8Array
} as const

/** The types of number that model files hold. */
export type NumberKind = keyof typeof arrays

export type Numbers = Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array

export function elementSize(kind: NumberKind): number {
  return arrays[kind].BYTES_PER_ELEMENT
}

/** The bytes from `start` to `end` as numbers, little-endian: a view where they lie aligned, else a copy. */
export function viewNumbers(bytes: Uint8Array, start: number, end: number, kind: NumberKind): Numbers {
  const size = elementSize(kind)
  const isAligned = (bytes.byteOffset + start) % size === 0
  const part = bytes.subarray(start, end)
  // Not slice(): that of a Node Buffer looks into the same memory.
  const { buffer, byteOffset } = isAligned ? part : new Uint8Array(part)
  return new arrays[kind](buffer as ArrayBuffer, byteOffset, (end - start) / size)
}
