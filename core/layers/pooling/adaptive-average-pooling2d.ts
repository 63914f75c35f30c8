import { concat } from '../../ops/shape/concat.ts'
import { mean } from '../../ops/reduction/mean.ts'
import { slice } from '../../ops/shape/pad-and-slice.ts'
import { averagePool } from '../../ops/resampling/pooling.ts'
import type { Tensor } from '../../ops/define-op.ts'
import { sizeOf } from '../../ops/tensor.ts'
import { pair, type Pair } from '../../parameters.ts'
import { channelsLast } from '../keras-form.ts'
import { defineLayer, type LayerScope } from '../define-layer.ts'

/** First place of window `index` and one past its last, of `count` windows over `size` places: PyTorch's rule. */
function windowAt(index: number, size: number, count: number): Pair {
  return [Math.floor((index * size) / count), Math.ceil(((index + 1) * size) / count)]
}

/** Means over windows along one axis, which may differ in length and share places. */
function averageAlong(input: Tensor, axis: 1 | 2, count: number, scope: LayerScope): Tensor {
  const size = sizeOf(input, axis)
  if (size === count) return input
  const means = Array.from({ length: count }, (_, index) => {
    const [from, to] = windowAt(index, size, count)
    const begin = input.shape.map((_, at) => (at === axis ? from : 0))
    const part = scope.op(
      slice,
      { input },
      { begin, size: input.shape.map((whole, at) => (at === axis ? to - from : whole)) }
    )
    return scope.op(mean, { input: part }, { axes: [axis], keepAxes: true })
  })
  const [first] = means
  return means.length === 1 && first !== undefined ? first : scope.op(concat, { inputs: means }, { axis })
}

/** Places of the longest window: more than the quotient, rounded up, where windows do not divide the image evenly. */
function longestWindow(size: number, count: number): number {
  const lengths = Array.from({ length: count }, (_, index) => {
    const [from, to] = windowAt(index, size, count)
    return to - from
  })
  return Math.max(...lengths)
}

export const adaptiveAveragePooling2d = defineLayer({
  type: 'adaptiveAveragePooling2d',
  version: 1,
  label: 'Adaptive average',
  family: 'pooling',
  summary:
    'Brings any image to a given size by means of windows that are as even as they can be. A dense layer behind it fits whatever the size of the input.',
  source: 'Keras AdaptiveAveragePooling2D; PyTorch AdaptiveAvgPool2d',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: {
    outputSize: pair({ default: [7, 7], min: 1, max: 1024, help: 'Height and width of the result.' })
  },
  describe: ({ outputSize }) => `to ${outputSize.join('×')}`,
  build({ input }, { outputSize }, scope) {
    const [rows, columns] = outputSize
    const window = [sizeOf(input, 1) / rows, sizeOf(input, 2) / columns] as const
    if (window.every(Number.isInteger)) {
      return scope.op(averagePool, { input }, { windowSize: window, strides: window, padding: 'valid' })
    }
    return averageAlong(averageAlong(input, 1, rows, scope), 2, columns, scope)
  },
  arithmetic({ input }, { outputSize }) {
    const sizes = [sizeOf(input, 1), sizeOf(input, 2)]
    const lines = outputSize.map((count, axis) => `${sizes[axis] ?? 1} / ${count}`)
    const longest = outputSize.map((count, axis) => longestWindow(sizes[axis] ?? 1, count))
    const isEven = outputSize.every((count, axis) => (sizes[axis] ?? 1) % count === 0)
    return {
      formula: 'window i: ⌊i W / O⌋ to ⌈(i + 1) W / O⌉',
      numbers: lines[0] === lines[1] ? String(lines[0]) : `rows ${lines[0]}, columns ${lines[1]}`,
      result: `windows of ${isEven ? '' : 'up to '}${longest.join('×')}`
    }
  },
  window: ({ outputSize: [rows, columns] }, { input }) => ({
    size: [longestWindow(sizeOf(input, 1), rows), longestWindow(sizeOf(input, 2), columns)],
    stride: [sizeOf(input, 1) / rows, sizeOf(input, 2) / columns],
    padding: [0, 0]
  }),
  keras: {
    write: ({ outputSize }) => [{ className: 'AdaptiveAveragePooling2D', config: { output_size: outputSize } }],
    read: {
      className: 'AdaptiveAveragePooling2D',
      defaults: channelsLast,
      parameters: ({ output_size: outputSize }) => ({ outputSize })
    }
  },
  examples: [
    { inputs: { input: [8, 9, 2] } },
    { inputs: { input: [6, 4, 2] }, parameters: { outputSize: [3, 2] } },
    { inputs: { input: [5, 7, 3] }, parameters: { outputSize: [3, 7] } },
    { inputs: { input: [3, 2, 2] }, parameters: { outputSize: [5, 1] } }
  ]
})
