import { each } from '../batch/parts.ts'
import { divide, multiply } from './arithmetic.ts'
import { defineOp, type NoAttributes, type Op, type Tensor } from '../define-op.ts'
import { defineUnary } from './elementwise.ts'

const float = 'float32' as const
const image = { dtype: float, shape: ['batch', 3, 2] } as const

export const exp = defineUnary({
  type: 'exp',
  node: 'Exp',
  gradient: (emit, gradient, _, output) => emit(multiply, { left: gradient, right: output })
})

/** Natural logarithm. */
export const log = defineUnary({
  type: 'log',
  node: 'Log',
  gradient: (emit, gradient, input) => emit(divide, { left: gradient, right: input })
})

/** |x|; at 0 nothing flows back. */
export const absolute = defineUnary({
  type: 'absolute',
  node: 'Abs',
  gradient: (emit, gradient, input) => emit(multiply, { left: gradient, right: emit(sign, { input }) })
})

/** −1, 0 or 1. */
export const sign = defineUnary({
  type: 'sign',
  node: 'Sign'
})

/** max(x, 0). */
export const relu = defineUnary({
  type: 'relu',
  node: 'Relu',
  runsInBfloat16: true,
  gradient: (emit, gradient, _, output) => emit(reluGradient, { gradient, output })
})

/** The gradient where the output is above 0, else 0. */
export const reluGradient: Op<{ gradient: Tensor; output: Tensor }, NoAttributes> = defineOp({
  type: 'reluGradient',
  inputs: ['gradient', 'output'],
  infer: ({ gradient }) => [gradient],
  gradient: ({ emit, inputs: { output }, gradients: [outer] }) =>
    outer === undefined ? {} : { gradient: emit(reluGradient, { gradient: outer, output }) },
  lower: ({ graph, inputs: { gradient, output }, tensors }) => [
    graph.node('ReluGrad', [gradient, output], { T: { type: tensors.gradient.dtype } })
  ],
  bfloat16: { ports: ['gradient', 'output'] },
  outputLies: 'spent',
  parts: each,
  examples: [{ inputs: { gradient: image, output: image } }]
})

export const tanh = defineUnary({
  type: 'tanh',
  node: 'Tanh',
  gradient: (emit, gradient, _, output) => emit(tanhGradient, { output, gradient })
})

/** gradient * (1 - output²), in one kernel. */
export const tanhGradient: Op<{ output: Tensor; gradient: Tensor }, NoAttributes> = defineOp({
  type: 'tanhGradient',
  inputs: ['output', 'gradient'],
  infer: ({ gradient }) => [gradient],
  gradient: ({ emit, inputs: { output }, gradients: [outer] }) =>
    outer === undefined ? {} : { gradient: emit(tanhGradient, { output, gradient: outer }) },
  lower: ({ graph, inputs: { output, gradient } }) => [
    graph.node('TanhGrad', [output, gradient], { T: { type: float } })
  ],
  outputLies: 'spent',
  parts: each,
  examples: [{ inputs: { output: image, gradient: image } }]
})

/** 1 / (1 + exp(-x)). */
export const sigmoid = defineUnary({
  type: 'sigmoid',
  node: 'Sigmoid',
  gradient: (emit, gradient, _, output) => emit(sigmoidGradient, { output, gradient })
})

/** gradient * output * (1 - output), in one kernel. */
export const sigmoidGradient: Op<{ output: Tensor; gradient: Tensor }, NoAttributes> = defineOp({
  type: 'sigmoidGradient',
  inputs: ['output', 'gradient'],
  infer: ({ gradient }) => [gradient],
  gradient: ({ emit, inputs: { output }, gradients: [outer] }) =>
    outer === undefined ? {} : { gradient: emit(sigmoidGradient, { output, gradient: outer }) },
  lower: ({ graph, inputs: { output, gradient } }) => [
    graph.node('SigmoidGrad', [output, gradient], { T: { type: float } })
  ],
  outputLies: 'spent',
  parts: each,
  examples: [{ inputs: { output: image, gradient: image } }]
})
