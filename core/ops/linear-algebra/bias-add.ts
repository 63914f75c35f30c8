import { each, summed } from '../batch/parts.ts'
import { defineOp, type Tensor } from '../define-op.ts'

const float = 'float32' as const

function form({ dtype }: Tensor) {
  return { T: { type: dtype }, data_format: { string: 'NHWC' } } as const
}

/** Adds one number for each place on the last axis. */
export const biasAdd = defineOp<{ input: Tensor; bias: Tensor }>({
  type: 'biasAdd',
  inputs: ['input', 'bias'],
  infer: ({ input }) => [input],
  gradient: ({ emit, gradients: [gradient] }) =>
    gradient === undefined ? {} : { input: gradient, bias: emit(biasAddGradient, { gradient }) },
  lower: ({ graph, inputs: { input, bias }, tensors }) => [graph.node('BiasAdd', [input, bias], form(tensors.input))],
  bfloat16: { ports: ['input', 'bias'] },
  outputLies: 'spent',
  parts: each,
  examples: [
    { inputs: { input: { dtype: float, shape: ['batch', 3, 2, 4] }, bias: { dtype: float, shape: [4] } } },
    { inputs: { input: { dtype: float, shape: ['batch', 4] }, bias: { dtype: float, shape: [4] } } }
  ]
})

/** Sum over all axes but the last. */
export const biasAddGradient = defineOp<{ gradient: Tensor }>({
  type: 'biasAddGradient',
  inputs: ['gradient'],
  infer: ({ gradient }) => [{ dtype: float, shape: gradient.shape.slice(-1) }],
  lower: ({ graph, inputs: { gradient }, tensors }) => [graph.node('BiasAddGrad', [gradient], form(tensors.gradient))],
  bfloat16: { ports: ['gradient'] },
  parts: summed,
  examples: [{ inputs: { gradient: { dtype: float, shape: ['batch', 3, 2, 4] } } }]
})
