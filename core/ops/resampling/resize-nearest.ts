import { each } from '../batch/parts.ts'
import type { Pair } from '../../parameters.ts'
import { defineOp, type Tensor } from '../define-op.ts'
import { batch, sizeOf } from '../tensor.ts'

const float = 'float32' as const
const form = { T: { type: float }, align_corners: { bool: false }, half_pixel_centers: { bool: true } } as const
const image = { dtype: float, shape: ['batch', 4, 5, 2] } as const

/** Images brought to a size; each pixel is the one of the original whose area its center lies in. */
export const resizeNearest = defineOp<{ input: Tensor }, { size: Pair }>({
  type: 'resizeNearest',
  inputs: ['input'],
  infer: ({ input }, { size }) => [{ dtype: float, shape: [input.shape[0] ?? batch, ...size, input.shape[3] ?? 1] }],
  gradient: ({ emit, inputs: { input }, gradients: [gradient] }) =>
    gradient === undefined
      ? {}
      : { input: emit(resizeNearestGradient, { gradient }, { size: [sizeOf(input, 1), sizeOf(input, 2)] }) },
  lower: ({ graph, inputs: { input }, attributes: { size } }) => [
    graph.node('ResizeNearestNeighbor', [input, graph.constant('int32', [2], size)], form)
  ],
  parts: each,
  examples: [
    { inputs: { input: image }, attributes: { size: [8, 10] } },
    { inputs: { input: image }, attributes: { size: [3, 7] } }
  ]
})

/** Adds up for each pixel of the original, of this size, what its copies change the loss by. */
export const resizeNearestGradient = defineOp<{ gradient: Tensor }, { size: Pair }>({
  type: 'resizeNearestGradient',
  inputs: ['gradient'],
  infer: ({ gradient }, { size }) => [
    { dtype: float, shape: [gradient.shape[0] ?? batch, ...size, gradient.shape[3] ?? 1] }
  ],
  lower: ({ graph, inputs: { gradient }, attributes: { size } }) => [
    graph.node('ResizeNearestNeighborGrad', [gradient, graph.constant('int32', [2], size)], form)
  ],
  parts: each,
  examples: [{ inputs: { gradient: image }, attributes: { size: [2, 3] } }]
})
