import { defineOp, type Op, type OpAttributes } from './define-op.ts'
import type { Shape, Tensor } from './tensor.ts'

export interface PadAttributes extends OpAttributes {
  /** How many places are added before and after, for every axis. */
  readonly padding: readonly (readonly [before: number, after: number])[]
  readonly value: number
}

/** A border of one value. */
export const pad: Op<{ input: Tensor }, PadAttributes> = defineOp({
  type: 'pad',
  inputs: ['input'],
  infer: ({ input }, { padding }) => [
    {
      dtype: input.dtype,
      shape: input.shape.map((size, axis) => {
        const [before, after] = padding[axis] ?? [0, 0]
        return typeof size === 'number' ? size + before + after : size
      })
    }
  ],
  gradient: ({ emit, inputs: { input }, attributes: { padding }, gradients: [gradient] }) =>
    gradient === undefined
      ? {}
      : {
          input: emit(slice, { input: gradient }, { begin: padding.map(([before]) => before), size: input.shape })
        },
  lower: ({ graph, inputs: { input }, tensors, attributes: { padding, value } }) => [
    graph.node(
      'PadV2',
      [input, graph.constant('int32', [padding.length, 2], padding.flat()), graph.constant('float32', [], [value])],
      { T: { type: tensors.input.dtype }, Tpaddings: { type: 'int32' } }
    )
  ],
  examples: [
    {
      inputs: { input: { dtype: 'float32', shape: ['batch', 2, 3] } },
      attributes: {
        padding: [
          [0, 0],
          [1, 2],
          [0, 1]
        ],
        value: 0.5
      }
    }
  ]
})

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
