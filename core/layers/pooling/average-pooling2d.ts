import { averagePool } from '../../ops/resampling/pooling.ts'
import { defineLayer } from '../define-layer.ts'
import {
  kerasPooling,
  poolingExamples,
  poolingParameters,
  poolingText,
  poolingWindow
} from '../windows/pooling-windows.ts'
import {
  checkWindow,
  kerasPadding,
  padded,
  paddingRule,
  receptiveWindow,
  windowArithmetic
} from '../windows/windows.ts'

export const averagePooling2d = defineLayer({
  type: 'averagePooling2d',
  version: 1,
  label: 'Average pooling',
  family: 'pooling',
  summary:
    'Keeps the mean of each window of each channel. Padding same leaves its zeros out of the mean; explicit padding counts them.',
  source: 'Keras AveragePooling2D; "subsampling" in LeCun et al. 1998, without its two learned numbers',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: poolingParameters,
  describe: poolingText,
  check({ input }, values, check) {
    checkWindow(input, poolingWindow(values), check)
  },
  build({ input }, values, scope) {
    const window = poolingWindow(values)
    return scope.op(
      averagePool,
      { input: padded(input, window, scope) },
      { windowSize: values.poolSize, strides: values.strides, padding: paddingRule(window) }
    )
  },
  arithmetic: ({ input }, values) => windowArithmetic(input, poolingWindow(values)),
  window: values => receptiveWindow(poolingWindow(values)),
  keras: {
    write(values) {
      const window = poolingWindow(values)
      const config = { pool_size: values.poolSize, strides: values.strides, padding: paddingRule(window) }
      return [...kerasPadding(window), { className: 'AveragePooling2D', config }]
    },
    read: { ...kerasPooling('AveragePooling2D'), takesPadding: true }
  },
  examples: poolingExamples
})
