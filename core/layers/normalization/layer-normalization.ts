import { standardize } from '../../ops/normalization/standardize.ts'
import { sampleShape, shapeText } from '../../ops/tensor.ts'
import { list } from '../../parameters.ts'
import { defineProblem } from '../../problem.ts'
import { defineLayer } from '../define-layer.ts'
import { kerasScaleDefaults, scaleAndOffset, scaleAndOffsetParameters, scaleFromKeras } from '../scale-and-offset.ts'
import { kerasTrainable } from '../weights.ts'

/** Axes of a tensor with this many, the batch included, ascending; negative ones count from the last. */
function axesOf(axis: readonly number[], rank: number): readonly number[] {
  return axis.map(each => (each < 0 ? each + rank : each)).sort((left, right) => left - right)
}

export const layerNormalization = defineLayer({
  type: 'layerNormalization',
  version: 1,
  label: 'Layer normalization',
  family: 'normalization',
  summary:
    'Brings the channels at each place of each sample to mean 0 and variance 1, then scales and shifts them by learned numbers. It looks at no other sample, so it works for any batch, and the same after training.',
  source: 'Keras LayerNormalization; Ba, Kiros and Hinton, "Layer normalization", 2016',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {
    axis: list({
      default: [-1],
      min: -4,
      max: 4,
      minLength: 1,
      maxLength: 4,
      help: 'Axes that are normalized together: −1 is the last, the channels; 1, 2, 3 are rows, columns and channels.'
    }),
    ...scaleAndOffsetParameters
  },
  describe: ({ axis }) => (axis.length === 1 && axis[0] === -1 ? 'channels' : `axes ${axis.join(', ')}`),
  check({ input }, { axis }, check) {
    const rank = input.shape.length
    const axes = axesOf(axis, rank)
    // Keras sorts the axes as they are written: counted from both ends, its weights would lie in another order.
    const isOneWay = axis.every(each => each > 0) || axis.every(each => each < 0)
    const isFit = isOneWay && axes.every(each => each >= 1 && each < rank) && new Set(axes).size === axes.length
    if (!isFit) check.report(layerAxes, { axis, shape: sampleShape(input) }, { parameter: 'axis' })
  },
  build({ input }, { axis, epsilon, center, scale }, scope) {
    const axes = axesOf(axis, input.shape.length)
    const sizes = sampleShape(input)
    const shape = axes.map(each => sizes[each - 1] ?? 1)
    const along = sizes.map((size, at) => (axes.includes(at + 1) ? size : 1))
    const isLast = axes.length === 1 && axes[0] === sizes.length
    const standard = scope.op(standardize, { input }, { axes, epsilon })
    return scaleAndOffset(standard, { center, scale, shape, along: isLast ? shape : along }, scope)
  },
  keras: {
    write: ({ axis, epsilon, center, scale, trainable }) => [
      {
        className: 'LayerNormalization',
        config: { axis: axis.length === 1 ? axis[0] : axis, epsilon, center, scale, ...kerasTrainable({ trainable }) }
      }
    ],
    read: {
      className: 'LayerNormalization',
      defaults: { ...kerasScaleDefaults, rms_scaling: false },
      // Keras writes a list once the layer is built, whatever it was given.
      settle: options => ({ ...options, axis: [options['axis']].flat() }),
      parameters: options => ({ axis: options['axis'], ...scaleFromKeras(options) })
    }
  },
  examples: [
    { inputs: { input: [4, 3, 5] } },
    { inputs: { input: [6] }, parameters: { epsilon: 0.01 } },
    { inputs: { input: [3, 2, 4] }, parameters: { axis: [1, 2, 3], trainable: false } },
    { inputs: { input: [3, 2, 4] }, parameters: { axis: [-1, -3], center: false } },
    { inputs: { input: [3, 4] }, parameters: { scale: false } }
  ]
})

export const layerAxes = defineProblem<{ readonly axis: readonly number[]; readonly shape: readonly number[] }>(
  'layer-normalization/axes',
  'error',
  ({ axis, shape }) => ({
    message: `The axes are ${axis.join(', ')}; the input, ${shapeText(shape)}, has the axes 1 to ${shape.length}.`,
    fix: 'Name each axis once: all of them from 1 on, or all from −1 backwards.',
    repair: { label: 'Channels', parameters: { axis: [-1] } }
  })
)
