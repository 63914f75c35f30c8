import { defineOp, type Op, type OpAttributes } from './define-op.ts'
import { slice } from './slice.ts'
import type { Tensor } from './tensor.ts'

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
