import { each } from '../batch/parts.ts'
import { defineOp, type Op, type Tensor } from '../define-op.ts'
import type { Shape } from '../tensor.ts'

/** The same numbers in another shape of as many; at most one axis is named. */
export const reshape: Op<{ input: Tensor }, { shape: Shape }> = defineOp({
  type: 'reshape',
  inputs: ['input'],
  infer({ input }, { shape }) {
    // Samples stay samples, of the whole batch or of a part.
    const [batch] = input.shape
    return [
      {
        dtype: input.dtype,
        shape: shape.map((size, axis) => (axis === 0 && typeof size !== 'number' ? (batch ?? size) : size))
      }
    ]
  },
  gradient: ({ emit, inputs: { input }, gradients: [gradient] }) =>
    gradient === undefined ? {} : { input: emit(reshape, { input: gradient }, { shape: input.shape }) },
  lower: ({ graph, inputs: { input }, tensors, attributes: { shape } }) => [
    graph.node(
      'Reshape',
      [
        input,
        graph.constant(
          'int32',
          [shape.length],
          shape.map(size => (typeof size === 'number' ? size : -1))
        )
      ],
      { T: { type: tensors.input.dtype }, Tshape: { type: 'int32' } }
    )
  ],
  bfloat16: { ports: ['input'] },
  outputLies: 'input',
  parts: each,
  examples: [{ inputs: { input: { dtype: 'float32', shape: ['batch', 3, 2] } }, attributes: { shape: ['batch', 6] } }]
})
