import { each } from '../batch/parts.ts'
import { multiply, subtract } from '../elementwise/arithmetic.ts'
import { defineOp, type Tensor } from '../define-op.ts'
import { sum } from '../reduction/reduce.ts'

const float = 'float32' as const

/** exp(x) over its sum along the last axis. */
export const softmax = defineOp<{ input: Tensor }>({
  type: 'softmax',
  inputs: ['input'],
  infer: ({ input }) => [input],
  gradient({ emit, outputs: [output], gradients: [gradient] }) {
    if (gradient === undefined || output === undefined) return {}
    const weighted = emit(multiply, { left: gradient, right: output })
    const total = emit(sum, { input: weighted }, { axes: [output.shape.length - 1], keepAxes: true })
    return { input: emit(multiply, { left: emit(subtract, { left: gradient, right: total }), right: output }) }
  },
  lower: ({ graph, inputs: { input } }) => [graph.node('Softmax', [input], { T: { type: float } })],
  parts: each,
  examples: [
    { inputs: { input: { dtype: float, shape: ['batch', 5] } } },
    { inputs: { input: { dtype: float, shape: ['batch', 2, 3] } } }
  ]
})
