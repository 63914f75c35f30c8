import { addParts, each, summed } from '../batch/parts.ts'
import { defineOp, type InParts, type Op, type OpAttributes, type PartsContext, type Tensor } from '../define-op.ts'
import { add, divide, multiply, negate, sqrt } from '../elementwise/arithmetic.ts'
import type { NodeAttribute } from '../graph-writer.ts'
import { countAlong } from '../reduction/reduce.ts'
import { constant, scalar } from '../sources/constant.ts'
import { momentsOfParts } from './moments-of-parts.ts'

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
export const batchNormalize: Op<Inputs, BatchNormalizeAttributes> = defineOp({
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
  parts: context => (context.attributes.training ? normalizedInParts(context) : withFixedStatistics(context)),
  outputLies: 'spent',
  examples: [true, false].map(training => ({
    inputs: { input: image, scale: channels, offset: channels, mean: channels, variance: channels },
    attributes: { epsilon: 1e-3, training }
  }))
})

type GradientInputs = {
  gradient: Tensor
  input: Tensor
  scale: Tensor
  first: Tensor
  second: Tensor
  third: Tensor
}

/** Gradients for input, scale and offset, from what the forward kernel kept. */
export const batchNormalizeGradient: Op<GradientInputs, BatchNormalizeAttributes> = defineOp({
  type: 'batchNormalizeGradient',
  inputs: ['gradient', 'input', 'scale', 'first', 'second', 'third'],
  infer: ({ input, scale }) => [input, scale, scale],
  lower({ graph, inputs: { gradient, input, scale, first, second, third }, tensors, attributes }) {
    const inputs = [gradient, input, scale, first, second, third]
    const node = graph.node('FusedBatchNormGradV3', inputs, form(tensors.input, attributes))
    return [node, `${node}:1`, `${node}:2`]
  },
  bfloat16: { ports: ['gradient', 'input'] },
  parts: context => (context.attributes.training ? gradientInParts(context) : summed(context)),
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

/** Statistics from outside are the same for every part. */
function withFixedStatistics(context: PartsContext<Inputs, BatchNormalizeAttributes>): InParts {
  const [normalized, ...statistics] = each(context) as readonly (readonly Tensor[])[]
  return [normalized ?? [], ...statistics.map(([first]) => first as Tensor)]
}

/** Each part's moments are pooled, and each part is normalized by the whole batch's. */
function normalizedInParts({
  emit,
  parts,
  attributes,
  apply
}: PartsContext<Inputs, BatchNormalizeAttributes>): InParts {
  const alone = parts.map(apply)
  const inputs = parts.map(({ input }) => input)
  const output = (index: number): readonly Tensor[] => alone.map(outputs => outputs[index] as Tensor)
  const pooled = emit(momentsOfParts, { means: output(1), variances: output(2), like: inputs }).operation.outputs
  const [mean, variance, unbiased] = pooled as [Tensor, Tensor, Tensor]
  const fixed = { ...attributes, training: false }
  const normalized = parts.map(each => emit(batchNormalize, { ...each, mean, variance }, fixed))
  return [normalized, mean, unbiased, mean, variance, output(5)[0] as Tensor]
}

/**
 * The parts' gradients with the statistics held fixed, less what flows back through these: with x̂ the normalized input,
 * scale / sqrt(variance + epsilon) / N · (Σ gradient + x̂ · Σ gradient x̂), the sums over the whole batch of N places
 * (Ioffe and Szegedy 2015, section 3, gathered).
 */
function gradientInParts({ emit, parts, attributes }: PartsContext<GradientInputs, BatchNormalizeAttributes>): InParts {
  const [{ scale, first: mean, second: variance }] = parts as [GradientInputs]
  const fixed = { ...attributes, training: false }
  const held = parts.map(each => emit(batchNormalizeGradient, each, fixed).operation.outputs)
  const total = (index: number): Tensor => emit(addParts, { inputs: held.map(outputs => outputs[index] as Tensor) })
  const [toScale, toOffset] = [total(1), total(2)]
  const places = parts.map(({ input }) => emit(countAlong, { like: input }, { axes: [0, 1, 2] }))
  const epsilon = emit(constant, {}, scalar(attributes.epsilon))
  const deviation = emit(sqrt, { input: emit(add, { left: variance, right: epsilon }) })
  const share = emit(divide, {
    left: emit(negate, { input: scale }),
    right: emit(multiply, { left: deviation, right: emit(addParts, { inputs: places }) })
  })
  const through = {
    scale: emit(multiply, { left: share, right: toScale }),
    offset: emit(multiply, { left: share, right: toOffset }),
    mean,
    variance
  }
  const toInput = parts.map(({ input }, index) =>
    emit(add, { left: held[index]?.[0] as Tensor, right: emit(batchNormalize, { input, ...through }, fixed) })
  )
  return [toInput, toScale, toOffset]
}
