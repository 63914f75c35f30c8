import type { AnyOp, Tensor } from '../../ops/define-op.ts'
import { maxPool } from '../../ops/resampling/pooling.ts'
import { relu } from '../../ops/elementwise/unary.ts'
import { defineLayer } from '../define-layer.ts'
import type { KerasLayer } from '../keras-form.ts'
import {
  checkPadding,
  kerasPooling,
  poolingExamples,
  poolingParameters,
  poolingText,
  poolingWindow,
  type PoolingValues
} from '../windows/pooling-windows.ts'
import { checkWindow, padded, paddingRule, receptiveWindow, windowArithmetic } from '../windows/windows.ts'

function pooling(config: KerasLayer['config']): KerasLayer {
  return { className: 'MaxPooling2D', config }
}

/**
 * Keras adds zeros, which would win over negative values. Its padding of `same` never wins: pooled so at every place,
 * the window at the right ones of them sees the same values. Undefined where padding of `same` does not reach as far.
 */
function kerasPadded({ poolSize, strides, explicitPadding }: PoolingValues): readonly KerasLayer[] | undefined {
  const cropping = poolSize.map((size, axis) => {
    const before = Math.floor((size - 1) / 2)
    const padding = explicitPadding[axis] ?? 0
    return [before - padding, size - 1 - before - padding]
  })
  if (cropping.flat().some(side => side < 0)) return undefined
  return [
    pooling({ pool_size: poolSize, strides: [1, 1], padding: 'same' }),
    ...(cropping.flat().some(side => side > 0) ? [{ className: 'Cropping2D', config: { cropping } }] : []),
    ...(strides.some(stride => stride > 1) ? [pooling({ pool_size: [1, 1], strides, padding: 'valid' })] : [])
  ]
}

export const maxPooling2d = defineLayer({
  type: 'maxPooling2d',
  version: 1,
  label: 'Max pooling',
  family: 'pooling',
  summary: 'Keeps the largest value in each window of each channel. Padding never wins.',
  source: 'Keras MaxPooling2D',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: {
    ...poolingParameters,
    padding: {
      ...poolingParameters.padding,
      help: 'Valid keeps the window inside the image. Same lets it reach over the border until a stride of 1 keeps the size. Explicit lets it reach as many rows and columns over it as you say. What lies there never wins.'
    },
    explicitPadding: {
      ...poolingParameters.explicitPadding,
      help: 'Rows above and below, columns left and right, that the window may reach over the border.'
    }
  },
  describe: poolingText,
  check({ input }, values, check) {
    checkWindow(input, poolingWindow(values), check)
    checkPadding(values, check)
  },
  build({ input }, values, scope) {
    const window = poolingWindow(values)
    const pool = (of: Tensor): Tensor =>
      scope.op(
        maxPool,
        { input: padded(of, window, scope, -Infinity) },
        { windowSize: values.poolSize, strides: values.strides, padding: paddingRule(window) }
      )
    // The largest number stays the largest after a ReLU, and nothing flows back through the others: pooled first, the
    // ReLU and its gradient work on a quarter of the numbers, to the same result.
    const { op, inputs } = input.operation
    return op === (relu as AnyOp) ? scope.op(relu, { input: pool(inputs['input'] as Tensor) }) : pool(input)
  },
  arithmetic: ({ input }, values) => windowArithmetic(input, poolingWindow(values)),
  window: values => receptiveWindow(poolingWindow(values)),
  keras: {
    write(values) {
      const { poolSize, strides } = values
      const window = poolingWindow(values)
      if (values.padding === 'explicit' && values.explicitPadding.some(side => side > 0)) return kerasPadded(values)
      return [pooling({ pool_size: poolSize, strides, padding: paddingRule(window) })]
    },
    read: kerasPooling('MaxPooling2D')
  },
  examples: [
    ...poolingExamples,
    {
      inputs: { input: [5, 9, 2] },
      parameters: { poolSize: [4, 5], strides: [1, 3], padding: 'explicit', explicitPadding: [1, 1] }
    }
  ]
})
