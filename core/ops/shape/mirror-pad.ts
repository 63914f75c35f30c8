import { each } from '../batch/parts.ts'
import { defineOp, type Op, type Tensor } from '../define-op.ts'
import type { PadAttributes } from './pad-and-slice.ts'

export type MirrorPadAttributes = Pick<PadAttributes, 'padding'> & Readonly<Record<string, unknown>>

const form = { T: { type: 'float32' }, Tpaddings: { type: 'int32' }, mode: { string: 'REFLECT' } } as const
const example = {
  inputs: { input: { dtype: 'float32', shape: ['batch', 3, 4] } },
  attributes: {
    padding: [
      [0, 0],
      [1, 2],
      [0, 3]
    ]
  }
} as const

/** A border that mirrors what lies inside, without repeating the edge: 2 1 | 0 1 2 | 1 0. */
export const mirrorPad: Op<{ input: Tensor }, MirrorPadAttributes> = defineOp({
  type: 'mirrorPad',
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
  gradient: ({ emit, attributes, gradients: [gradient] }) =>
    gradient === undefined ? {} : { input: emit(mirrorPadGradient, { gradient }, attributes) },
  lower: ({ graph, inputs: { input }, attributes: { padding } }) => [
    graph.node('MirrorPad', [input, graph.constant('int32', [padding.length, 2], padding.flat())], form)
  ],
  parts: each,
  examples: [example]
})

/** Adds the gradient of the border to the places that it mirrors. */
export const mirrorPadGradient: Op<{ gradient: Tensor }, MirrorPadAttributes> = defineOp({
  type: 'mirrorPadGradient',
  inputs: ['gradient'],
  infer: ({ gradient }, { padding }) => [
    {
      dtype: gradient.dtype,
      shape: gradient.shape.map((size, axis) => {
        const [before, after] = padding[axis] ?? [0, 0]
        return typeof size === 'number' ? size - before - after : size
      })
    }
  ],
  lower: ({ graph, inputs: { gradient }, attributes: { padding } }) => [
    graph.node('MirrorPadGrad', [gradient, graph.constant('int32', [padding.length, 2], padding.flat())], form)
  ],
  parts: each,
  examples: [{ inputs: { gradient: { dtype: 'float32', shape: ['batch', 6, 7] } }, attributes: example.attributes }]
})
