import { each } from '../batch/parts.ts'
import type { Pair } from '../../parameters.ts'
import { defineOp, type Op, type OpAttributes, type Tensor } from '../define-op.ts'
import type { NodeAttribute } from '../graph-writer.ts'
import { shapeAtRunTime } from '../run-time-shape.ts'
import { windowedShape, type WindowPadding } from '../shape-rules.ts'
import type { TensorType } from '../tensor.ts'

export interface PoolAttributes extends OpAttributes {
  readonly windowSize: Pair
  readonly strides: Pair
  readonly padding: WindowPadding
}

type Pool = Op<{ input: Tensor }, PoolAttributes>

const float = 'float32' as const

function form({ dtype }: Tensor, { windowSize, strides, padding }: PoolAttributes): Record<string, NodeAttribute> {
  return {
    T: { type: dtype },
    ksize: { ints: [1, ...windowSize, 1] },
    strides: { ints: [1, ...strides, 1] },
    padding: { string: padding.toUpperCase() },
    data_format: { string: 'NHWC' }
  }
}

function pooled({ input }: { input: TensorType }, { windowSize, strides, padding }: PoolAttributes): TensorType[] {
  const channels = input.shape[3] ?? 1
  return [{ dtype: float, shape: windowedShape(input.shape, { window: windowSize, strides, padding, channels }) }]
}

const apart = { windowSize: [2, 2], strides: [2, 2], padding: 'valid' } as const
const overlapping = { windowSize: [3, 2], strides: [2, 1], padding: 'same' } as const
const image = { dtype: float, shape: ['batch', 6, 5, 2] } as const
const examples = [apart, overlapping].map(attributes => ({ inputs: { input: image }, attributes }))

/** The largest value in each window; padding never wins. */
export const maxPool: Pool = defineOp<{ input: Tensor }, PoolAttributes>({
  type: 'maxPool',
  inputs: ['input'],
  infer: pooled,
  gradient: ({ emit, inputs: { input }, outputs: [output], attributes, gradients: [gradient] }) =>
    gradient === undefined || output === undefined
      ? {}
      : { input: emit(maxPoolGradient, { input, output, gradient }, attributes) },
  lower: ({ graph, inputs: { input }, tensors, attributes }) => [
    graph.node('MaxPool', [input], form(tensors.input, attributes))
  ],
  bfloat16: { ports: ['input'] },
  parts: each,
  examples
})

/** Hands each gradient to the first place of its window that holds the largest value. */
export const maxPoolGradient: Op<{ input: Tensor; output: Tensor; gradient: Tensor }, PoolAttributes> = defineOp({
  type: 'maxPoolGradient',
  inputs: ['input', 'output', 'gradient'],
  infer: ({ input }) => [input],
  lower: ({ graph, inputs: { input, output, gradient }, tensors, attributes }) => [
    graph.node('MaxPoolGrad', [input, output, gradient], form(tensors.input, attributes))
  ],
  bfloat16: { ports: ['input', 'output', 'gradient'] },
  // TensorFlow finds each maximum anew, with its place.
  scratch: ({ output }) => [output, { dtype: 'int64', shape: output.shape }],
  parts: each,
  examples: [
    {
      inputs: {
        input: image,
        output: { dtype: float, shape: ['batch', 3, 2, 2] },
        gradient: { dtype: float, shape: ['batch', 3, 2, 2] }
      },
      attributes: apart
    },
    {
      inputs: {
        input: image,
        output: { dtype: float, shape: ['batch', 3, 5, 2] },
        gradient: { dtype: float, shape: ['batch', 3, 5, 2] }
      },
      attributes: overlapping
    }
  ]
})

/** The mean of each window, over the places inside the image only. */
export const averagePool: Pool = defineOp<{ input: Tensor }, PoolAttributes>({
  type: 'averagePool',
  inputs: ['input'],
  infer: pooled,
  gradient: ({ emit, inputs: { input }, attributes, gradients: [gradient] }) =>
    gradient === undefined ? {} : { input: emit(averagePoolGradient, { like: input, gradient }, attributes) },
  lower: ({ graph, inputs: { input }, tensors, attributes }) => [
    graph.node('AvgPool', [input], form(tensors.input, attributes))
  ],
  bfloat16: { ports: ['input'] },
  parts: each,
  examples
})

/** Spreads each gradient evenly over its window. `like` gives the shape. */
export const averagePoolGradient: Op<{ like: Tensor; gradient: Tensor }, PoolAttributes> = defineOp({
  type: 'averagePoolGradient',
  inputs: ['like', 'gradient'],
  infer: ({ like }) => [like],
  gradient: ({ emit, attributes, gradients: [outer] }) =>
    outer === undefined ? {} : { gradient: emit(averagePool, { input: outer }, attributes) },
  lower({ graph, inputs: { like, gradient }, tensors, attributes }) {
    const shape = shapeAtRunTime(graph, { output: like, dtype: tensors.like.dtype })
    return [graph.node('AvgPoolGrad', [shape, gradient], form(tensors.gradient, attributes))]
  },
  bfloat16: { ports: ['gradient'] },
  shapePorts: ['like'],
  parts: each,
  examples: [{ inputs: { like: image, gradient: { dtype: float, shape: ['batch', 3, 2, 2] } }, attributes: apart }]
})
