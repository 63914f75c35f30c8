import { add } from '../../ops/elementwise/arithmetic.ts'
import { randomNormalLike } from '../../ops/sources/random.ts'
import { number } from '../../parameters.ts'
import { defineLayer } from '../define-layer.ts'
import { times } from '../with-number.ts'

export const gaussianNoise = defineLayer({
  type: 'gaussianNoise',
  version: 1,
  label: 'Gaussian noise',
  family: 'regularization',
  summary: 'In training, adds normally distributed noise to every value; afterwards it does nothing.',
  source: 'Keras GaussianNoise; Bishop, "Training with noise is equivalent to Tikhonov regularization", 1995',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {
    stddev: number({
      default: 0.1,
      min: 0,
      max: 100,
      label: 'Deviation',
      help: 'Standard deviation of the noise, in the units of the values.'
    })
  },
  describe: ({ stddev }) => `deviation ${stddev}`,
  build({ input }, { stddev }, scope) {
    if (scope.mode === 'predict' || stddev === 0) return input
    const noise = scope.op(randomNormalLike, { key: scope.randomKey('noise'), like: input })
    return scope.op(add, { left: input, right: times(noise, stddev, scope) })
  },
  keras: {
    write: ({ stddev }) => [{ className: 'GaussianNoise', config: { stddev } }],
    read: {
      className: 'GaussianNoise',
      defaults: {},
      parameters: ({ stddev }) => ({ stddev }),
      heedsTraining: true
    }
  },
  examples: [{ inputs: { input: [6] } }, { inputs: { input: [4, 3, 2] }, parameters: { stddev: 0.5 } }]
})
