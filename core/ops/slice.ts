import { defineOp, type Op, type OpAttributes } from './define-op.ts'
import { pad } from './pad.ts'
import type { Shape, Tensor } from './tensor.ts'

export interface SliceAttributes extends OpAttributes {
  readonly begin: readonly number[]
  /** Sizes of what is kept; a named axis is kept whole. */
  readonly size: Shape
}

/** A part of a tensor. */
export const slice: Op<{ input: Tensor }, SliceAttributes> = defineOp({
  type: 'slice',
  inputs: ['input'],
  infer: ({ input }, { size }) => [{ dtype: input.dtype, shape: size }],
  gradient({ emit, inputs: { input }, attributes: { begin, size }, gradients: [gradient] }) {
    if (gradient === undefined) return {}
    const padding = input.shape.map((whole, axis): readonly [number, number] => {
      const before = begin[axis] ?? 0
      const kept = size[axis]
      return typeof whole === 'number' && typeof kept === 'number' ? [before, whole - before - kept] : [0, 0]
    })
    return { input: emit(pad, { input: gradient }, { padding, value: 0 }) }
  },
  lower: ({ graph, inputs: { input }, tensors, attributes: { begin, size } }) => [
    graph.node(
      'Slice',
      [
        input,
        graph.constant('int32', [begin.length], begin),
        graph.constant(
          'int32',
          [size.length],
          size.map(length => (typeof length === 'number' ? length : -1))
        )
      ],
      { T: { type: tensors.input.dtype }, Index: { type: 'int32' } }
    )
  ],
  examples: [
    {
      inputs: { input: { dtype: 'float32', shape: ['batch', 4, 3] } },
      attributes: { begin: [0, 1, 0], size: ['batch', 2, 2] }
    }
  ]
})
