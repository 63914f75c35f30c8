import { reshape } from '../../ops/shape/reshape.ts'
import { standardize } from '../../ops/normalization/standardize.ts'
import { batch, sampleShape, sizeOf } from '../../ops/tensor.ts'
import { integer } from '../../parameters.ts'
import { checkGroups } from '../channel-groups.ts'
import { defineLayer } from '../define-layer.ts'
import { kerasScaleDefaults, scaleAndOffset, scaleAndOffsetParameters, scaleFromKeras } from '../scale-and-offset.ts'
import { kerasTrainable } from '../weights.ts'

export const groupNormalization = defineLayer({
  type: 'groupNormalization',
  version: 1,
  label: 'Group normalization',
  family: 'normalization',
  summary:
    'Brings each group of channels of each sample to mean 0 and variance 1 over all places, then scales and shifts each channel by learned numbers. It looks at no other sample, so small batches do not harm it.',
  source: 'Keras GroupNormalization; Wu and He, "Group normalization", 2018',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {
    groups: integer({
      default: 32,
      min: 1,
      max: 65_536,
      help: 'How many groups the channels are dealt to. One takes all channels together; as many as channels takes each alone (instance normalization).'
    }),
    ...scaleAndOffsetParameters
  },
  describe: ({ groups }) => (groups === 1 ? '1 group' : `${groups} groups`),
  check({ input }, { groups }, check) {
    checkGroups({ groups, channels: sizeOf(input, -1) }, check)
  },
  build({ input }, { groups, epsilon, center, scale }, scope) {
    const channels = sizeOf(input, -1)
    const positions = sampleShape(input)
      .slice(0, -1)
      .reduce((product, size) => product * size, 1)
    const grouped = scope.op(reshape, { input }, { shape: [batch, positions, groups, channels / groups] })
    const standard = scope.op(standardize, { input: grouped }, { axes: [1, 3], epsilon })
    const output = scope.op(reshape, { input: standard }, { shape: input.shape })
    return scaleAndOffset(output, { center, scale, shape: [channels], along: [channels] }, scope)
  },
  keras: {
    write: ({ groups, epsilon, center, scale, trainable }) => [
      {
        className: 'GroupNormalization',
        config: { groups, axis: -1, epsilon, center, scale, ...kerasTrainable({ trainable }) }
      }
    ],
    read: {
      className: 'GroupNormalization',
      defaults: { ...kerasScaleDefaults, groups: 32 },
      parameters: options => ({ groups: options['groups'], ...scaleFromKeras(options) })
    }
  },
  examples: [
    { inputs: { input: [3, 2, 32] } },
    { inputs: { input: [4, 3, 6] }, parameters: { groups: 3 } },
    { inputs: { input: [4, 3, 4] }, parameters: { groups: 1, epsilon: 0.01, center: false } },
    { inputs: { input: [3, 4, 4] }, parameters: { groups: 4, scale: false } },
    { inputs: { input: [6] }, parameters: { groups: 2, trainable: false } }
  ]
})
