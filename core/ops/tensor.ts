export type DataType = 'float32' | 'bfloat16' | 'int32' | 'int64' | 'uint8' | 'bool' | 'string'

/** The bytes of one number. A text has no size of its own. */
export const bytesPerNumber: Readonly<Record<DataType, number>> = {
  float32: 4,
  bfloat16: 2,
  int32: 4,
  int64: 8,
  uint8: 1,
  bool: 1,
  string: 0
}

/** A size, or the name of an axis that is free until the program runs. Every tensor of a sample starts with `batch`. */
export type Dimension = number | string
export type Shape = readonly Dimension[]

export const batch = 'batch'

/** The first axis of one of the parts that a batch is computed in. */
export const part = 'part'

export interface TensorType {
  readonly dtype: DataType
  readonly shape: Shape
  /** What the numbers mean where they come from a dataset's field, such as `label`; most ops make something else of it. */
  readonly role?: string | undefined
}

/** The fixed size of an axis; the batch has none. */
export function sizeOf(tensor: TensorType, axis: number): number {
  const size = tensor.shape.at(axis)
  if (typeof size !== 'number') throw new Error(`Axis ${axis} of ${shapeText(tensor.shape)} has no fixed size.`)
  return size
}

/** The shape of one sample: all axes but the batch. */
export function sampleShape(tensor: TensorType): readonly number[] {
  return tensor.shape.slice(1).map((_, axis) => sizeOf(tensor, axis + 1))
}

/** How many numbers one sample holds; for a tensor without a batch axis, how many it holds. */
export function elementCount(shape: Shape): number {
  return shape.reduce<number>((product, size) => (typeof size === 'number' ? product * size : product), 1)
}

/** The most numbers that a tensor can have: kernels of TensorFlow count them in 32 bits, and some end the process beyond. */
export const mostNumbers = 2 ** 31 - 1

/** The most bytes that come out of the engine, or lie in a weight, in one piece: Electron has no larger buffers than 2 GiB. */
export const mostBytes = 2_000_000_000

/** `32×32×16`, as edges, messages and the inspector write a shape. */
export function shapeText(shape: Shape): string {
  return shape.length === 0 ? 'one number' : shape.join('×')
}
