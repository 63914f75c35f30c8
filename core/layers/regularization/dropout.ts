import { greaterEqual, multiply } from '../../ops/elementwise/arithmetic.ts'
import { cast } from '../../ops/elementwise/cast.ts'
import { constant, scalar } from '../../ops/sources/constant.ts'
import { randomUniformLike } from '../../ops/sources/random.ts'
import { number } from '../../parameters.ts'
import { defineLayer } from '../define-layer.ts'

export const dropout = defineLayer({
  type: 'dropout',
  version: 1,
  label: 'Dropout',
  family: 'regularization',
  summary: 'In training, sets a random share of the values to 0 and scales the others up; afterwards it does nothing.',
  source: 'Keras Dropout; Srivastava et al., "Dropout", 2014',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {
    rate: number({ default: 0.5, min: 0, max: 0.99, help: 'Share of the values that are dropped.' })
  },
  describe: ({ rate }) => `rate ${rate}`,
  build({ input }, { rate }, scope) {
    if (scope.mode === 'predict' || rate === 0) return input
    const draws = scope.op(randomUniformLike, { key: scope.randomKey('mask'), like: input })
    const isKept = scope.op(greaterEqual, { left: draws, right: scope.op(constant, {}, scalar(rate)) })
    const kept = scope.op(cast, { input: isKept }, { to: 'float32' })
    const scale = scope.op(constant, {}, scalar(1 / (1 - rate)))
    return scope.op(multiply, { left: input, right: scope.op(multiply, { left: kept, right: scale }) })
  },
  keras: {
    write: ({ rate }) => [{ className: 'Dropout', config: { rate } }],
    read: { className: 'Dropout', defaults: {}, parameters: ({ rate }) => ({ rate }), heedsTraining: true }
  },
  keepsLinear: true,
  examples: [{ inputs: { input: [6] } }, { inputs: { input: [4, 3, 2] }, parameters: { rate: 0.25 } }]
})
