import { defineOp, type OpAttributes, type Tensor } from '../define-op.ts'
import type { NodeAttribute } from '../graph-writer.ts'
import { shapeAtRunTime } from '../run-time-shape.ts'

/** Numbers for each channel; in `training` they are taken from the batch, and `mean` and `variance` are not read. */
type Inputs = { input: Tensor; scale: Tensor; offset: Tensor; mean: Tensor; variance: Tensor }

export interface BatchNormalizeAttributes extends OpAttributes {
  readonly epsilon: number
  readonly training: boolean
}

const float = 'float32' as const
const empty = { dtype: float, shape: [0] } as const

function form(input: Tensor, { epsilon, training }: BatchNormalizeAttributes): Record<string, NodeAttribute> {
  return {
    T: { type: input.dtype },
    U: { type: float },
    epsilon: { float: epsilon },
    data_format: { string: 'NHWC' },
    is_training: { bool: training }
  }
}

const channels = { dtype: float, shape: [2] } as const
const image = { dtype: float, shape: ['batch', 3, 2, 2] } as const

/**
 * (x - mean) / sqrt(variance + epsilon) * scale + offset for each channel of [batch, height, width, channels], fused
 * (Ioffe and Szegedy 2015). Outputs: the result, the mean and the variance used (the batch's variance is
 * the unbiased one, over N - 1), and three that only its gradient reads.
 */
export const batchNormalize = defineOp<Inputs, BatchNormalizeAttributes>({
  type: 'batchNormalize',
  inputs: ['input', 'scale', 'offset', 'mean', 'variance'],
  infer({ input, scale }) {
    const statistic = { dtype: float, shape: scale.shape }
    return [input, statistic, statistic, statistic, statistic, empty]
  },
  gradient({ emit, inputs: { input, scale, mean, variance }, outputs, attributes, gradients: [gradient] }) {
    // In prediction the kernel of the gradient reads the statistics themselves, as in TensorFlow's own rule.
    const [, , , first, second, third] = attributes.training
      ? outputs
      : [...outputs.slice(0, 3), mean, variance, outputs[5]]
    if (gradient === undefined || first === undefined || second === undefined || third === undefined) return {}
    const result = emit(batchNormalizeGradient, { gradient, input, scale, first, second, third }, attributes)
    const [toInput, toScale, toOffset] = result.operation.outputs
    return {
      ...(toInput && { input: toInput }),
      ...(toScale && { scale: toScale }),
      ...(toOffset && { offset: toOffset })
    }
  },
  lower({ graph, inputs: { input, scale, offset, mean, variance }, tensors, attributes }) {
    const none = (): string => graph.constant(float, [0], [])
    const statistics = attributes.training ? [none(), none()] : [mean, variance]
    const node = graph.node('FusedBatchNormV3', [input, scale, offset, ...statistics], {
      ...form(tensors.input, attributes),
      exponential_avg_factor: { float: 1 }
    })
    return [node, ...[1, 2, 3, 4, 5].map(output => `${node}:${output}`)]
  },
  bfloat16: { ports: ['input'] },
  outputLies: 'spent',
  examples: [true, false].map(training => ({
    inputs: { input: image, scale: channels, offset: channels, mean: channels, variance: channels },
    attributes: { epsilon: 1e-3, training }
  }))
})

/** Gradients for input, scale and offset, from what the forward kernel kept. */
export const batchNormalizeGradient = defineOp<
  { gradient: Tensor; input: Tensor; scale: Tensor; first: Tensor; second: Tensor; third: Tensor },
  BatchNormalizeAttributes
>({
  type: 'batchNormalizeGradient',
  inputs: ['gradient', 'input', 'scale', 'first', 'second', 'third'],
  infer: ({ input, scale }) => [input, scale, scale],
  lower({ graph, inputs: { gradient, input, scale, first, second, third }, tensors, attributes }) {
    const inputs = [gradient, input, scale, first, second, third]
    const node = graph.node('FusedBatchNormGradV3', inputs, form(tensors.input, attributes))
    return [node, `${node}:1`, `${node}:2`]
  },
  bfloat16: { ports: ['gradient', 'input'] },
  outputLies: 'spent',
  examples: [true, false].map(training => ({
    inputs: {
      gradient: image,
      input: image,
      scale: channels,
      first: channels,
      second: channels,
      third: empty
    },
    attributes: { epsilon: 1e-3, training }
  }))
})

/** Multiplies by (N - 1) / N, N being the samples times the places of `like`: the batch's variance as Keras keeps it. */
export const biasedVariance = defineOp<{ variance: Tensor; like: Tensor }>({
  type: 'biasedVariance',
  inputs: ['variance', 'like'],
  infer: ({ variance }) => [variance],
  lower({ graph, inputs: { variance, like }, tensors }) {
    const positions = tensors.like.shape.slice(1, -1).reduce<number>((product, size) => product * Number(size), 1)
    const shape = shapeAtRunTime(graph, { output: like, dtype: tensors.like.dtype })
    const samples = graph.node(
      'GatherV2',
      [shape, graph.constant('int32', [], [0]), graph.constant('int32', [], [0])],
      { Tparams: { type: 'int32' }, Tindices: { type: 'int32' }, Taxis: { type: 'int32' } }
    )
    const float32 = { T: { type: float } } as const
    const count = graph.node(
      'Mul',
      [
        graph.node('Cast', [samples], { SrcT: { type: 'int32' }, DstT: { type: float } }),
        graph.constant(float, [], [positions])
      ],
      float32
    )
    const less = graph.node('Sub', [count, graph.constant(float, [], [1])], float32)
    return [graph.node('Mul', [variance, graph.node('RealDiv', [less, count], float32)], float32)]
  },
  shapePorts: ['like'],
  examples: [{ inputs: { variance: channels, like: image } }]
})
