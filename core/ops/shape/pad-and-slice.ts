import { each } from '../batch/parts.ts'
import { defineOp, type Op, type OpAttributes, type Tensor } from '../define-op.ts'
import type { Shape } from '../tensor.ts'

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
  lower({ graph, inputs: { input }, tensors, attributes: { padding, value } }) {
    const form = { T: { type: tensors.input.dtype }, Tpaddings: { type: 'int32' } } as const
    const sizes = graph.constant('int32', [padding.length, 2], padding.flat())
    if (value === 0) return [graph.node('Pad', [input, sizes], form)]
    const around = graph.constant(tensors.input.dtype === 'bfloat16' ? 'bfloat16' : 'float32', [], [value])
    return [graph.node('PadV2', [input, sizes, around], form)]
  },
  bfloat16: { ports: ['input'] },
  parts: each,
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
    },
    {
      inputs: { input: { dtype: 'float32', shape: ['batch', 2, 3] } },
      attributes: {
        padding: [
          [0, 0],
          [0, 1],
          [2, 0]
        ],
        value: 0
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
  infer: ({ input }, { size }) => [
    {
      dtype: input.dtype,
      shape: size.map((kept, axis) => (typeof kept === 'number' ? kept : (input.shape[axis] ?? kept)))
    }
  ],
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
  bfloat16: { ports: ['input'] },
  parts: each,
  examples: [
    {
      inputs: { input: { dtype: 'float32', shape: ['batch', 4, 3] } },
      attributes: { begin: [0, 1, 0], size: ['batch', 2, 2] }
    }
  ]
})
