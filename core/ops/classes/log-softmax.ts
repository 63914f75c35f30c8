import { each } from '../batch/parts.ts'
import { multiply, subtract } from '../elementwise/arithmetic.ts'
import { defineOp, type Tensor } from '../define-op.ts'
import { sum } from '../reduction/reduce.ts'
import { exp } from '../elementwise/unary.ts'

const float = 'float32' as const

/** x minus the logarithm of the sum of exp(x) along the last axis: the logarithm of softmax, without its underflow. */
export const logSoftmax = defineOp<{ input: Tensor }>({
  type: 'logSoftmax',
  inputs: ['input'],
  infer: ({ input }) => [input],
  gradient({ emit, outputs: [output], gradients: [gradient] }) {
    if (gradient === undefined || output === undefined) return {}
    const total = emit(sum, { input: gradient }, { axes: [output.shape.length - 1], keepAxes: true })
    const fractions = emit(multiply, { left: emit(exp, { input: output }), right: total })
    return { input: emit(subtract, { left: gradient, right: fractions }) }
  },
  lower: ({ graph, inputs: { input } }) => [graph.node('LogSoftmax', [input], { T: { type: float } })],
  parts: each,
  examples: [
    { inputs: { input: { dtype: float, shape: ['batch', 5] } } },
    { inputs: { input: { dtype: float, shape: ['batch', 2, 3] } } }
  ]
})
