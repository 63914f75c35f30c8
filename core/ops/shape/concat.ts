import { each } from '../batch/parts.ts'
import { defineOp, type Op, type Tensor } from '../define-op.ts'
import { slice } from './pad-and-slice.ts'
import { sizeOf } from '../tensor.ts'

const float = 'float32' as const

/** Tensors joined along one axis; all other sizes are equal. */
export const concat: Op<{ inputs: readonly Tensor[] }, { axis: number }> = defineOp({
  type: 'concat',
  inputs: ['inputs'],
  infer({ inputs }, { axis }) {
    const [first] = inputs
    if (first === undefined) throw new Error('Concat needs at least one tensor.')
    const total = inputs.reduce((sum, input) => sum + sizeOf(input, axis), 0)
    return [{ dtype: first.dtype, shape: first.shape.map((size, at) => (at === axis ? total : size)) }]
  },
  gradient({ emit, inputs: { inputs }, attributes: { axis }, gradients: [gradient] }) {
    if (gradient === undefined) return {}
    let start = 0
    const parts = inputs.map(input => {
      const begin = input.shape.map((_, at) => (at === axis ? start : 0))
      start += sizeOf(input, axis)
      return emit(slice, { input: gradient }, { begin, size: input.shape })
    })
    return { inputs: parts }
  },
  lower: ({ graph, inputs: { inputs }, tensors, attributes: { axis } }) => [
    graph.node('ConcatV2', [...inputs, graph.constant('int32', [], [axis])], {
      N: { int: inputs.length },
      T: { type: tensors.inputs[0]?.dtype ?? float },
      Tidx: { type: 'int32' }
    })
  ],
  bfloat16: { ports: ['inputs'] },
  parts: each,
  examples: [
    {
      inputs: {
        inputs: [
          { dtype: float, shape: ['batch', 2, 3] },
          { dtype: float, shape: ['batch', 2, 1] },
          { dtype: float, shape: ['batch', 2, 2] }
        ]
      },
      attributes: { axis: 2 }
    }
  ]
})
