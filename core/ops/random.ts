import { defineOp } from './define-op.ts'
import { shapeAtRunTime } from './run-time-shape.ts'
import type { Tensor } from './tensor.ts'

/** Stateless: the numbers are a function of the key, two int32, and the shape alone (Philox; Salmon et al. 2011). */

const float = 'float32' as const
const types = { T: { type: 'int32' }, Tseed: { type: 'int32' }, dtype: { type: float } } as const
const key = { dtype: 'int32', shape: [2] } as const
const examples = [{ inputs: { key }, attributes: { shape: [3, 4] } }]

/** Uniform in [0, 1). */
export const randomUniform = defineOp<{ key: Tensor }, { shape: readonly number[] }>({
  type: 'randomUniform',
  inputs: ['key'],
  infer: (_, { shape }) => [{ dtype: float, shape }],
  lower: ({ graph, inputs, attributes: { shape } }) => [
    graph.node('StatelessRandomUniform', [graph.constant('int32', [shape.length], shape), inputs.key], types)
  ],
  examples
})

/** Uniform in [0, 1), in the shape that `like` has at run time. */
export const randomUniformLike = defineOp<{ key: Tensor; like: Tensor }>({
  type: 'randomUniformLike',
  inputs: ['key', 'like'],
  infer: ({ like }) => [{ dtype: float, shape: like.shape }],
  lower: ({ graph, inputs, tensors }) => [
    graph.node(
      'StatelessRandomUniform',
      [shapeAtRunTime(graph, { output: inputs.like, dtype: tensors.like.dtype }), inputs.key],
      types
    )
  ],
  shapePorts: ['like'],
  examples: [{ inputs: { key, like: { dtype: float, shape: ['batch', 3] } } }]
})

/** Standard normal, values beyond two deviations drawn again. */
export const randomTruncatedNormal = defineOp<{ key: Tensor }, { shape: readonly number[] }>({
  type: 'randomTruncatedNormal',
  inputs: ['key'],
  infer: (_, { shape }) => [{ dtype: float, shape }],
  lower: ({ graph, inputs, attributes: { shape } }) => [
    graph.node('StatelessTruncatedNormal', [graph.constant('int32', [shape.length], shape), inputs.key], types)
  ],
  examples
})

/** Standard normal, in the shape that `like` has at run time. */
export const randomNormalLike = defineOp<{ key: Tensor; like: Tensor }>({
  type: 'randomNormalLike',
  inputs: ['key', 'like'],
  infer: ({ like }) => [{ dtype: float, shape: like.shape }],
  lower: ({ graph, inputs, tensors }) => [
    graph.node(
      'StatelessRandomNormal',
      [shapeAtRunTime(graph, { output: inputs.like, dtype: tensors.like.dtype }), inputs.key],
      types
    )
  ],
  shapePorts: ['like'],
  examples: [{ inputs: { key, like: { dtype: float, shape: ['batch', 3] } } }]
})

/** Standard normal. */
export const randomNormal = defineOp<{ key: Tensor }, { shape: readonly number[] }>({
  type: 'randomNormal',
  inputs: ['key'],
  infer: (_, { shape }) => [{ dtype: float, shape }],
  lower: ({ graph, inputs, attributes: { shape } }) => [
    graph.node('StatelessRandomNormal', [graph.constant('int32', [shape.length], shape), inputs.key], types)
  ],
  examples
})
