import { multiply, square, sqrt } from '../../ops/elementwise/arithmetic.ts'
import { constant, scalar } from '../../ops/sources/constant.ts'
import { averagePool } from '../../ops/resampling/pooling.ts'
import { defineLayer } from '../define-layer.ts'
import { poolingExamples, poolingParameters, poolingText, poolingWindow } from '../windows/pooling-windows.ts'
import { checkWindow, paddedAround, receptiveWindow, windowArithmetic } from '../windows/windows.ts'

export const l2Pooling2d = defineLayer({
  type: 'l2Pooling2d',
  version: 1,
  label: 'L2 pooling',
  family: 'pooling',
  summary:
    'Keeps the length of each window of each channel: the root of the sum of its squares. Between max and average: strong values count more, and none is lost.',
  source:
    'PyTorch LPPool2d with norm 2; Hyvärinen and Köster, "Complex cell pooling and the statistics of natural images", 2007',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: poolingParameters,
  describe: poolingText,
  check({ input }, values, check) {
    checkWindow(input, poolingWindow(values), check)
  },
  build({ input }, values, scope) {
    const { poolSize, strides } = values
    // The kernel leaves padding of its own out of the mean, and the mean times the window's size must be the sum.
    const squares = scope.op(square, { input: paddedAround(input, poolingWindow(values), scope) })
    const means = scope.op(averagePool, { input: squares }, { windowSize: poolSize, strides, padding: 'valid' })
    const count = scope.op(constant, {}, scalar(poolSize[0] * poolSize[1]))
    return scope.op(sqrt, { input: scope.op(multiply, { left: means, right: count }) })
  },
  arithmetic: ({ input }, values) => windowArithmetic(input, poolingWindow(values)),
  window: values => receptiveWindow(poolingWindow(values)),
  examples: poolingExamples
})
