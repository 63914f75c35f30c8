import {
  defineOp,
  type InParts,
  type LoweringContext,
  type Op,
  type OpAttributes,
  type OpInputs,
  type PartsContext,
  type Tensor
} from '../define-op.ts'
import type { Output } from '../graph-writer.ts'
import { shapeAtRunTime, shapeInBatchOf } from '../run-time-shape.ts'
import { sampleShape, type Shape, type TensorType } from '../tensor.ts'

/** Stateless: the numbers are a function of the key, two int32, and the shape alone (Philox; Salmon et al. 2011). */

const float = 'float32' as const
const types = { T: { type: 'int32' }, Tseed: { type: 'int32' }, dtype: { type: float } } as const
const key = { dtype: 'int32', shape: [2] } as const
const examples = [{ inputs: { key }, attributes: { shape: [3, 4] } }]

interface Like extends OpInputs {
  readonly key: Tensor
  readonly like: Tensor
}

interface OfSample extends OpAttributes {
  readonly sample?: readonly number[]
}

function shapeLike({ shape }: TensorType, sample: readonly number[] | undefined): Shape {
  return sample === undefined ? shape : [...shape.slice(0, 1), ...sample]
}

function shapeOf({ graph, inputs, tensors, attributes: { sample } }: LoweringContext<Like, OfSample>): Output {
  const like = { output: inputs.like, dtype: tensors.like.dtype }
  return sample === undefined ? shapeAtRunTime(graph, like) : shapeInBatchOf(graph, like, sample)
}

/** Drawn for the whole batch and cut, so that the numbers do not depend on the parts; `like` is read for its shape alone. */
function drawnWhole(
  op: Op<Like, OfSample>,
  { emit, parts: [first], attributes, split, batch }: PartsContext<Like, OfSample>
): InParts | undefined {
  if (first === undefined) return undefined
  const sample = attributes.sample ?? sampleShape(first.like)
  return [split(emit(op, { key: first.key, like: batch }, { sample }))]
}

const like = { dtype: float, shape: ['batch', 3] } as const
const likeExamples = [{ inputs: { key, like } }, { inputs: { key, like }, attributes: { sample: [2, 4] } }]

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

/** Uniform in [0, 1), in the shape that `like` has at run time, or in `sample` for each of its samples. */
export const randomUniformLike: Op<Like, OfSample> = defineOp<Like, OfSample>({
  type: 'randomUniformLike',
  inputs: ['key', 'like'],
  infer: ({ like }, { sample }) => [{ dtype: float, shape: shapeLike(like, sample) }],
  lower: context => [context.graph.node('StatelessRandomUniform', [shapeOf(context), context.inputs.key], types)],
  shapePorts: ['like'],
  parts: context => drawnWhole(randomUniformLike, context),
  examples: likeExamples
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

/** Standard normal, in the shape that `like` has at run time, or in `sample` for each of its samples. */
export const randomNormalLike: Op<Like, OfSample> = defineOp<Like, OfSample>({
  type: 'randomNormalLike',
  inputs: ['key', 'like'],
  infer: ({ like }, { sample }) => [{ dtype: float, shape: shapeLike(like, sample) }],
  lower: context => [context.graph.node('StatelessRandomNormal', [shapeOf(context), context.inputs.key], types)],
  shapePorts: ['like'],
  parts: context => drawnWhole(randomNormalLike, context),
  examples: likeExamples
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
