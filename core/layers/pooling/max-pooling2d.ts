import type { AnyOp } from '../../ops/define-op.ts'
import { maxPool } from '../../ops/pooling.ts'
import type { Tensor } from '../../ops/tensor.ts'
import { relu } from '../../ops/unary.ts'
import { defineLayer } from '../define-layer.ts'
import { poolingExamples, poolingParameters, poolingText, poolingWindow } from '../pooling-windows.ts'
import { checkWindow, kerasPadding, padded, paddingRule, receptiveWindow, windowArithmetic } from '../windows.ts'

export const maxPooling2d = defineLayer({
  type: 'maxPooling2d',
  version: 1,
  label: 'Max pooling',
  family: 'pooling',
  summary: 'Keeps the largest value in each window of each channel.',
  source: 'Keras MaxPooling2D',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: poolingParameters,
  describe: poolingText,
  check({ input }, values, check) {
    checkWindow(input, poolingWindow(values), check)
  },
  build({ input }, values, scope) {
    const window = poolingWindow(values)
    const pool = (of: Tensor): Tensor =>
      scope.op(
        maxPool,
        { input: padded(of, window, scope) },
        { windowSize: values.poolSize, strides: values.strides, padding: paddingRule(window) }
      )
    // The largest number stays the largest after a ReLU, and nothing flows back through the others: pooled first, the
    // ReLU and its gradient work on a quarter of the numbers, to the same result.
    const { op, inputs } = input.operation
    return op === (relu as AnyOp) ? scope.op(relu, { input: pool(inputs['input'] as Tensor) }) : pool(input)
  },
  arithmetic: ({ input }, values) => windowArithmetic(input, poolingWindow(values)),
  window: values => receptiveWindow(poolingWindow(values)),
  keras(values) {
    const window = poolingWindow(values)
    const config = { pool_size: values.poolSize, strides: values.strides, padding: paddingRule(window) }
    return [...kerasPadding(window), { className: 'MaxPooling2D', config }]
  },
  examples: poolingExamples
})
