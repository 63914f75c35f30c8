import type { GraphWriter, Output } from '../graph-writer.ts'
import type { Typed } from '../run-time-shape.ts'
import { elementCount, type DataType, type Shape, sizeOf, type TensorType } from '../tensor.ts'

/**
 * A convolution whose window covers the whole image once is a matrix product of flattened images and filters, as in
 * LeNet-5's C5. The library's convolution kernels take several times as long for it as its matrix product.
 */
export function isCovering(
  image: TensorType,
  filter: TensorType,
  { padding, dilations }: { readonly padding: string; readonly dilations: readonly number[] }
): boolean {
  const isWhole = [0, 1, 2].every(axis => sizeOf(image, axis + 1) === sizeOf(filter, axis))
  return isWhole && padding === 'valid' && dilations.every(dilation => dilation === 1)
}

/** A tensor as a matrix: a row for each sample, or for each number of a filter's window. */
export interface Matrix {
  readonly output: Output
  readonly dtype: DataType
  readonly columns: number
  readonly isTransposed?: boolean
}

export function samplesAsRows(output: Output, type: TensorType): Matrix {
  return { output, dtype: type.dtype, columns: elementCount(type.shape.slice(1)) }
}

export function windowAsRows(output: Output, filter: TensorType): Matrix {
  return { output, dtype: filter.dtype, columns: sizeOf(filter, 3) }
}

/** The product of two matrices in the given shape. */
export function matrixProduct(graph: GraphWriter, left: Matrix, right: Matrix, shape: Shape): Output {
  const { dtype } = left
  const asMatrix = ({ output, columns }: Matrix): Output => reshaped(graph, { output, dtype }, [-1, columns])
  const output = graph.node('MatMul', [asMatrix(left), asMatrix(right)], {
    T: { type: dtype },
    transpose_a: { bool: left.isTransposed === true },
    transpose_b: { bool: right.isTransposed === true }
  })
  return reshaped(
    graph,
    { output, dtype },
    shape.map(size => (typeof size === 'number' ? size : -1))
  )
}

function reshaped(graph: GraphWriter, { output, dtype }: Typed, shape: readonly number[]): Output {
  return graph.node('Reshape', [output, graph.constant('int32', [shape.length], shape)], {
    T: { type: dtype },
    Tshape: { type: 'int32' }
  })
}
