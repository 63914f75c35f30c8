import { each } from '../batch/parts.ts'
import type { Pair } from '../../parameters.ts'
import { defineOp, type Tensor } from '../define-op.ts'
import type { GraphWriter } from '../graph-writer.ts'
import { batch, type TensorType } from '../tensor.ts'

const float = 'float32' as const
const form = { T: { type: float }, kernel_type: { string: 'triangle' }, antialias: { bool: true } } as const
const image = { dtype: float, shape: ['batch', 5, 7, 2] } as const

/** What TensorFlow asks for in place of sizes: the factor and the shift of rows and columns. */
function placement(graph: GraphWriter, { shape }: TensorType, size: Pair) {
  const scale = size.map((side, axis) => side / Number(shape[axis + 1]))
  return [graph.constant(float, [2], scale), graph.constant(float, [2], [0, 0])] as const
}

/**
 * Images made smaller without flicker: each pixel is the mean of all that lie under it, weighed by their distance in a
 * triangle as wide as the step. `tf.image.resize(antialias=True)`, and Keras's Resizing with `antialias`.
 */
export const resizeAntialiased = defineOp<{ input: Tensor }, { size: Pair }>({
  type: 'resizeAntialiased',
  inputs: ['input'],
  infer: ({ input }, { size }) => [{ dtype: float, shape: [input.shape[0] ?? batch, ...size, input.shape[3] ?? 1] }],
  gradient: ({ emit, inputs: { input }, gradients: [gradient], attributes: { size } }) =>
    gradient === undefined ? {} : { input: emit(resizeAntialiasedGradient, { gradient, like: input }, { size }) },
  lower: ({ graph, inputs: { input }, tensors, attributes: { size } }) => [
    graph.node(
      'ScaleAndTranslate',
      [input, graph.constant('int32', [2], size), ...placement(graph, tensors.input, size)],
      form
    )
  ],
  parts: each,
  examples: [
    { inputs: { input: image }, attributes: { size: [2, 3] } },
    { inputs: { input: image }, attributes: { size: [3, 9] } }
  ]
})

/** What each pixel of the original changes the loss by. `like` is the original. */
export const resizeAntialiasedGradient = defineOp<{ gradient: Tensor; like: Tensor }, { size: Pair }>({
  type: 'resizeAntialiasedGradient',
  inputs: ['gradient', 'like'],
  infer: ({ like }) => [like],
  lower: ({ graph, inputs: { gradient, like }, tensors, attributes: { size } }) => [
    graph.node('ScaleAndTranslateGrad', [gradient, like, ...placement(graph, tensors.like, size)], form)
  ],
  parts: each,
  examples: [
    { inputs: { gradient: { dtype: float, shape: ['batch', 2, 3, 2] }, like: image }, attributes: { size: [2, 3] } }
  ]
})
