/** Bytes with their dimensions in the format of the MNIST files. */
export function writeIdx({ dimensions, values }: { dimensions: readonly number[]; values: Uint8Array }): Uint8Array {
  return Uint8Array.from([...idxHeader(dimensions), ...values])
}

export function idxHeader(dimensions: readonly number[]): Uint8Array {
  const header = new Uint8Array(4 + 4 * dimensions.length)
  header.set([0, 0, 8, dimensions.length])
  const view = new DataView(header.buffer)
  dimensions.forEach((size, index) => view.setUint32(4 + 4 * index, size))
  return header
}
