import { each } from '../batch/parts.ts'
import { multiply } from '../elementwise/arithmetic.ts'
import { defineOp, type Tensor } from '../define-op.ts'
import type { Output } from '../graph-writer.ts'
import { reshape } from '../shape/reshape.ts'
import { batch, sizeOf, type DataType, type Shape } from '../tensor.ts'

const float = 'float32' as const

/**
 * -log softmax(logits)[label] for each label: logits [batch, ..., classes], labels [batch, ...].
 * The second output is its gradient for the logits, which the kernel computes along the way.
 */
export const softmaxCrossEntropyWithLogits = defineOp<{ logits: Tensor; labels: Tensor }>({
  type: 'softmaxCrossEntropyWithLogits',
  inputs: ['logits', 'labels'],
  infer: ({ logits, labels }) => [
    { dtype: float, shape: labels.shape },
    { dtype: float, shape: logits.shape }
  ],
  gradient({ emit, outputs: [, toLogits], gradients: [gradient] }) {
    if (gradient === undefined || toLogits === undefined) return {}
    const column = emit(reshape, { input: gradient }, { shape: [...gradient.shape, 1] })
    return { logits: emit(multiply, { left: toLogits, right: column }) }
  },
  lower({ graph, inputs, tensors: { logits, labels } }) {
    const isTable = labels.shape.length === 1
    // The kernel takes a table and a row.
    const shaped = (input: Output, dtype: DataType, shape: Shape): Output => {
      if (isTable) return input
      const sizes = shape.map(size => (typeof size === 'number' ? size : -1))
      const target = graph.constant('int32', [sizes.length], sizes)
      return graph.node('Reshape', [input, target], { T: { type: dtype }, Tshape: { type: 'int32' } })
    }
    const node = graph.node(
      'SparseSoftmaxCrossEntropyWithLogits',
      [shaped(inputs.logits, float, [batch, sizeOf(logits, -1)]), shaped(inputs.labels, 'int32', [batch])],
      { T: { type: float }, Tlabels: { type: 'int32' } }
    )
    return [shaped(node, float, labels.shape), shaped(`${node}:1`, float, logits.shape)]
  },
  parts: each,
  examples: [
    { inputs: { logits: { dtype: float, shape: ['batch', 4] }, labels: { dtype: 'int32', shape: ['batch'] } } },
    {
      inputs: {
        logits: { dtype: float, shape: ['batch', 2, 3, 4] },
        labels: { dtype: 'int32', shape: ['batch', 2, 3] }
      }
    }
  ]
})
