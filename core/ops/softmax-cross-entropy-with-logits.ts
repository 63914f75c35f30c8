import { multiply } from './arithmetic.ts'
import { defineOp } from './define-op.ts'
import { reshape } from './reshape.ts'
import { batch, type Tensor } from './tensor.ts'

const float = 'float32' as const

/**
 * -log softmax(logits)[label] for each sample: logits [batch, classes], labels [batch].
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
    const column = emit(reshape, { input: gradient }, { shape: [batch, 1] })
    return { logits: emit(multiply, { left: toLogits, right: column }) }
  },
  lower({ graph, inputs: { logits, labels } }) {
    const node = graph.node('SparseSoftmaxCrossEntropyWithLogits', [logits, labels], {
      T: { type: float },
      Tlabels: { type: 'int32' }
    })
    return [node, `${node}:1`]
  },
  examples: [
    { inputs: { logits: { dtype: float, shape: ['batch', 4] }, labels: { dtype: 'int32', shape: ['batch'] } } }
  ]
})
