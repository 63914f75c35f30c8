import { expect, it } from 'vitest'
import { convolution } from '../../../../core/ops/convolution/convolution-form.ts'
import { filterGradient } from '../../../../core/ops/convolution/convolution-kernels.ts'
import type { GraphWriter } from '../../../../core/ops/graph-writer.ts'
import type { Pair } from '../../../../core/parameters.ts'

/** The strides that TensorFlow's kernel for the filters' gradient is called with. */
function stridesOfKernel(strides: Pair, kernel: Pair): unknown {
  const called: unknown[] = []
  const graph: GraphWriter = {
    constant: () => 'constant',
    variable: ({ key }) => key,
    node(op, _, attributes) {
      if (op === 'Conv2DBackpropFilter') called.push(attributes?.['strides'])
      return op
    }
  }
  const form = {
    kernels: convolution,
    attributes: { strides, padding: 'valid', dilations: [1, 1] },
    image: { dtype: 'float32', shape: ['batch', 9, 6, 4] },
    filter: { dtype: 'float32', shape: [...kernel, 4, 8] },
    dtype: 'float32'
  } as const
  filterGradient(graph, form, { input: 'input', gradient: 'gradient' })
  return called
}

/**
 * In Python, `tf.raw_ops.Conv2DBackpropFilter` of TensorFlow 2.21 with a [1, 9, 6, 4] image, a [1, 1, 4, 8] filter and
 * strides (1, 2) ends in a segmentation fault within 3,000 calls; one of several hundred shapes that do.
 */
it.each([
  [1, 2],
  [3, 1]
] as const)('never lets the library skip %i by %i with a window of one pixel', (down, across) => {
  expect(stridesOfKernel([down, across], [1, 1])).toEqual([{ ints: [1, 1, 1, 1] }])
})

it('leaves all other windows to the library', () => {
  expect(stridesOfKernel([2, 2], [1, 1])).toEqual([{ ints: [1, 2, 2, 1] }])
  expect(stridesOfKernel([1, 2], [1, 2])).toEqual([{ ints: [1, 1, 2, 1] }])
})
