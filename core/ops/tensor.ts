import type { AnyOp } from './define-op.ts'

export type DataType = 'float32' | 'bfloat16' | 'int32' | 'int64' | 'uint8' | 'bool' | 'string'

/** A size, or the name of an axis that is free until the program runs. Every tensor of a sample starts with `batch`. */
export type Dimension = number | string
export type Shape = readonly Dimension[]

export const batch = 'batch'

export interface TensorType {
  readonly dtype: DataType
  readonly shape: Shape
}

/** One output of one operation: a symbol, not numbers. */
export interface Tensor extends TensorType {
  readonly operation: Operation
  /** Which of the operation's outputs. */
  readonly index: number
}

/** An op applied to tensors. Operations are compared by identity. */
export interface Operation {
  /** Ascending in the order in which the program was built, which is an order in which it can run. */
  readonly id: number
  readonly op: AnyOp
  readonly inputs: Readonly<Record<string, Tensor | readonly Tensor[]>>
  readonly attributes: Readonly<Record<string, unknown>>
  readonly outputs: readonly Tensor[]
  /** Path of the layer that emitted it, for names in graphs and in messages; empty outside layers. */
  readonly scope: string
}

/** All input tensors of an operation in the order of its op's ports. */
export function inputsOf(operation: Operation): readonly Tensor[] {
  return operation.op.inputs.flatMap(port => operation.inputs[port] ?? [])
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

/** `32×32×16`, as edges, messages and the inspector write a shape. */
export function shapeText(shape: Shape): string {
  return shape.length === 0 ? 'one number' : shape.join('×')
}
