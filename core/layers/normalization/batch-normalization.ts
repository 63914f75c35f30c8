import { batchNormalize } from '../../ops/normalization/batch-normalize.ts'
import { add, divide, multiply, subtract } from '../../ops/elementwise/arithmetic.ts'
import { countAlong } from '../../ops/reduction/reduce.ts'
import { constant, scalar } from '../../ops/sources/constant.ts'
import { reshape } from '../../ops/shape/reshape.ts'
import type { Tensor } from '../../ops/define-op.ts'
import { batch, sampleShape, sizeOf, type Shape } from '../../ops/tensor.ts'
import { number, toggle } from '../../parameters.ts'
import { ones, zeros } from '../../program/initializers.ts'
import { defineLayer, type LayerScope, type Statistic } from '../define-layer.ts'
import { kerasScaleDefaults, scaleFromKeras } from '../scale-and-offset.ts'
import { kerasTrainable, trainingParameters } from '../weights.ts'

/** The kernel takes images: other ranks become images of one column. */
function imageShape(input: Tensor): Shape {
  const shape = sampleShape(input)
  const positions = shape.slice(0, -1).reduce((product, size) => product * size, 1)
  return [batch, positions, 1, sizeOf(input, -1)]
}

/** value × momentum + sample × (1 − momentum) for the next step. */
function moveToward(statistic: Statistic, sample: Tensor, momentum: number, scope: LayerScope): void {
  const fraction = (of: Tensor, factor: number): Tensor =>
    scope.op(multiply, { left: of, right: scope.op(constant, {}, scalar(factor)) })
  statistic.update(scope.op(add, { left: fraction(statistic.value, momentum), right: fraction(sample, 1 - momentum) }))
}

/** Keras keeps the variance over N places; the kernel's is over N - 1. */
function overAll(variance: Tensor, image: Tensor, { op }: LayerScope): Tensor {
  const one = op(constant, {}, scalar(1))
  const places = op(countAlong, { like: image }, { axes: [0, 1, 2] })
  const fraction = op(subtract, { left: one, right: op(divide, { left: one, right: places }) })
  return op(multiply, { left: variance, right: fraction })
}

export const batchNormalization = defineLayer({
  type: 'batchNormalization',
  version: 1,
  label: 'Batch normalization',
  family: 'normalization',
  summary:
    'Brings each channel to mean 0 and variance 1 over the batch, then scales and shifts it by learned numbers. After training it uses moving statistics.',
  source: 'Keras BatchNormalization; Ioffe and Szegedy, "Batch normalization", 2015',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {
    momentum: number({ default: 0.99, min: 0, max: 1, help: 'Share of the moving statistics that each step keeps.' }),
    epsilon: number({
      default: 0.001,
      min: 1e-8,
      max: 1,
      logarithmic: true,
      help: 'Added to the variance, so that nothing is divided by 0.',
      advanced: true
    }),
    center: toggle({
      default: true,
      label: 'Learn an offset',
      help: 'Adds a learned number, beta, to each channel.',
      advanced: true
    }),
    scale: toggle({
      default: true,
      label: 'Learn a scale',
      help: 'Multiplies each channel by a learned number, gamma.',
      advanced: true
    }),
    ...trainingParameters
  },
  describe: ({ momentum }) => `momentum ${momentum}`,
  build({ input }, { momentum, epsilon, center, scale: hasScale, trainable }, scope) {
    const channels = [sizeOf(input, -1)]
    const fixed = (value: number): Tensor =>
      scope.op(
        constant,
        {},
        { dtype: 'float32', shape: channels, values: channels.flatMap(n => Array<number>(n).fill(value)) }
      )
    const scale = hasScale ? scope.weight('gamma', channels, ones) : fixed(1)
    const offset = center ? scope.weight('beta', channels, zeros) : fixed(0)
    const mean = scope.statistic('movingMean', channels, zeros)
    const variance = scope.statistic('movingVariance', channels, ones)
    const isImage = input.shape.length === 4
    const image = isImage ? input : scope.op(reshape, { input }, { shape: imageShape(input) })
    // Frozen, it keeps to its moving statistics, as Keras does.
    const training = scope.mode === 'train' && trainable
    const normalized = scope.op(
      batchNormalize,
      { input: image, scale, offset, mean: mean.value, variance: variance.value },
      { epsilon, training }
    )
    const [, batchMean, batchVariance] = normalized.operation.outputs
    if (training && batchMean !== undefined && batchVariance !== undefined) {
      moveToward(mean, batchMean, momentum, scope)
      moveToward(variance, overAll(batchVariance, image, scope), momentum, scope)
    }
    return isImage ? normalized : scope.op(reshape, { input: normalized }, { shape: input.shape })
  },
  keras: {
    write: ({ momentum, epsilon, center, scale, trainable }) => [
      {
        className: 'BatchNormalization',
        config: { axis: -1, momentum, epsilon, center, scale, ...kerasTrainable({ trainable }) }
      }
    ],
    read: {
      className: 'BatchNormalization',
      defaults: { ...kerasScaleDefaults, momentum: 0.99, synchronized: false, renorm: false },
      parameters: options => ({ momentum: options['momentum'], ...scaleFromKeras(options) }),
      heedsTraining: true
    }
  },
  centersChannels: true,
  examples: [
    { inputs: { input: [4, 3, 2] } },
    { inputs: { input: [5] }, parameters: { momentum: 0.9, epsilon: 0.01 } },
    { inputs: { input: [3, 4] }, parameters: { center: false } },
    { inputs: { input: [2, 2, 3] }, parameters: { scale: false } },
    { inputs: { input: [3, 2, 2] }, parameters: { trainable: false } }
  ]
})
