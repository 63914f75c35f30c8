import { each } from '../batch/parts.ts'
import { defineOp, type Op, type Tensor } from '../define-op.ts'
import { sum } from '../reduction/reduce.ts'
import { reshape } from './reshape.ts'

export interface TileAttributes extends Readonly<Record<string, unknown>> {
  /** How often each axis is repeated; once for the batch. */
  readonly multiples: readonly number[]
}

/** The whole tensor laid out several times along its axes. */
export const tile: Op<{ input: Tensor }, TileAttributes> = defineOp({
  type: 'tile',
  inputs: ['input'],
  infer: ({ input }, { multiples }) => [
    {
      dtype: input.dtype,
      shape: input.shape.map((size, axis) => (typeof size === 'number' ? size * (multiples[axis] ?? 1) : size))
    }
  ],
  gradient({ emit, inputs: { input }, attributes: { multiples }, gradients: [gradient] }) {
    if (gradient === undefined) return {}
    const [first = 1, ...rest] = input.shape
    const shape = [first, ...rest.flatMap((size, axis) => [multiples[axis + 1] ?? 1, size])]
    const copies = emit(reshape, { input: gradient }, { shape })
    return { input: emit(sum, { input: copies }, { axes: rest.map((_, axis) => 2 * axis + 1), keepAxes: false }) }
  },
  lower: ({ graph, inputs: { input }, tensors, attributes: { multiples } }) => [
    graph.node('Tile', [input, graph.constant('int32', [multiples.length], multiples)], {
      T: { type: tensors.input.dtype },
      Tmultiples: { type: 'int32' }
    })
  ],
  parts: each,
  examples: [
    { inputs: { input: { dtype: 'float32', shape: ['batch', 2, 3] } }, attributes: { multiples: [1, 3, 2] } },
    { inputs: { input: { dtype: 'float32', shape: ['batch', 1, 4] } }, attributes: { multiples: [1, 5, 1] } }
  ]
})
