import { each } from '../batch/parts.ts'
import type { Pair } from '../../parameters.ts'
import { defineOp, type Tensor } from '../define-op.ts'
import { batch } from '../tensor.ts'

const float = 'float32' as const
const form = { T: { type: float }, align_corners: { bool: false }, half_pixel_centers: { bool: true } } as const
const image = { dtype: float, shape: ['batch', 4, 5, 2] } as const

/** Images brought to a size, weighing the four nearest pixels by the distance of pixel centers. */
export const resizeBilinear = defineOp<{ input: Tensor }, { size: Pair }>({
  type: 'resizeBilinear',
  inputs: ['input'],
  infer: ({ input }, { size }) => [{ dtype: float, shape: [input.shape[0] ?? batch, ...size, input.shape[3] ?? 1] }],
  gradient: ({ emit, inputs: { input }, gradients: [gradient] }) =>
    gradient === undefined ? {} : { input: emit(resizeBilinearGradient, { gradient, like: input }) },
  lower: ({ graph, inputs: { input }, attributes: { size } }) => [
    graph.node('ResizeBilinear', [input, graph.constant('int32', [2], size)], form)
  ],
  parts: each,
  examples: [
    { inputs: { input: image }, attributes: { size: [7, 6] } },
    { inputs: { input: image }, attributes: { size: [2, 3] } }
  ]
})

/** What each pixel of the original changes the loss by. `like` is the original. */
export const resizeBilinearGradient = defineOp<{ gradient: Tensor; like: Tensor }>({
  type: 'resizeBilinearGradient',
  inputs: ['gradient', 'like'],
  infer: ({ like }) => [like],
  lower: ({ graph, inputs: { gradient, like } }) => [graph.node('ResizeBilinearGrad', [gradient, like], form)],
  parts: each,
  examples: [{ inputs: { gradient: { dtype: float, shape: ['batch', 7, 6, 2] }, like: image } }]
})
