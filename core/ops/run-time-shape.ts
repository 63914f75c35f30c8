import type { GraphWriter, Output } from './graph-writer.ts'
import type { DataType } from './tensor.ts'

/** A tensor in a graph, and the type of its numbers. */
export interface Typed {
  readonly output: Output
  readonly dtype: DataType
}

/** The shape that a tensor has at run time, as whole numbers. */
export function shapeAtRunTime(graph: GraphWriter, { output, dtype }: Typed): Output {
  return graph.node('Shape', [output], { T: { type: dtype }, out_type: { type: 'int32' } })
}

/** The sizes that some axes of a tensor have at run time. */
export function sizesAtRunTime(graph: GraphWriter, tensor: Typed, axes: readonly number[]): Output {
  return graph.node(
    'GatherV2',
    [shapeAtRunTime(graph, tensor), graph.constant('int32', [axes.length], axes), graph.constant('int32', [], [0])],
    { Tparams: { type: 'int32' }, Tindices: { type: 'int32' }, Taxis: { type: 'int32' } }
  )
}

/** [the batch that this tensor has at run time, ...rest]. */
export function shapeInBatchOf(graph: GraphWriter, tensor: Typed, rest: readonly number[]): Output {
  const samples = sizesAtRunTime(graph, tensor, [0])
  const sizes = graph.constant('int32', [rest.length], rest)
  return graph.node('ConcatV2', [samples, sizes, graph.constant('int32', [], [0])], {
    N: { int: 2 },
    T: { type: 'int32' },
    Tidx: { type: 'int32' }
  })
}
