import { greaterEqual, multiply } from '../../ops/elementwise/arithmetic.ts'
import { cast } from '../../ops/elementwise/cast.ts'
import { constant, scalar } from '../../ops/sources/constant.ts'
import { slice } from '../../ops/shape/pad-and-slice.ts'
import { randomUniformLike } from '../../ops/sources/random.ts'
import { batch, sizeOf } from '../../ops/tensor.ts'
import { number } from '../../parameters.ts'
import { channelsLast } from '../keras-form.ts'
import { defineLayer } from '../define-layer.ts'
import { times } from '../with-number.ts'

export const spatialDropout2d = defineLayer({
  type: 'spatialDropout2d',
  version: 1,
  label: 'Spatial dropout',
  family: 'regularization',
  summary:
    'In training, sets a random share of whole channels to 0 and scales the others up: neighboring pixels are too alike to be dropped one by one.',
  source: 'Keras SpatialDropout2D; Tompson et al., "Efficient object localization using convolutional networks", 2015',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: {
    rate: number({ default: 0.5, min: 0, max: 0.99, help: 'Share of the channels that are dropped.' })
  },
  describe: ({ rate }) => `rate ${rate}`,
  build({ input }, { rate }, scope) {
    if (scope.mode === 'predict' || rate === 0) return input
    const size = [batch, 1, 1, sizeOf(input, -1)]
    const like = scope.op(slice, { input }, { begin: [0, 0, 0, 0], size })
    const draws = scope.op(randomUniformLike, { key: scope.randomKey('mask'), like })
    const isKept = scope.op(greaterEqual, { left: draws, right: scope.op(constant, {}, scalar(rate)) })
    const scale = times(scope.op(cast, { input: isKept }, { to: 'float32' }), 1 / (1 - rate), scope)
    return scope.op(multiply, { left: input, right: scale })
  },
  keras: {
    write: ({ rate }) => [{ className: 'SpatialDropout2D', config: { rate } }],
    read: {
      className: 'SpatialDropout2D',
      defaults: channelsLast,
      parameters: ({ rate }) => ({ rate }),
      heedsTraining: true
    }
  },
  keepsLinear: true,
  examples: [{ inputs: { input: [4, 3, 2] } }, { inputs: { input: [2, 2, 3] }, parameters: { rate: 0.25 } }]
})
