import { multiply, negate, square } from './arithmetic.ts'
import { constant, scalar } from './constant.ts'
import { defineOp, type NoAttributes, type Op } from './define-op.ts'
import { defineUnary } from './elementwise.ts'
import type { Tensor } from './tensor.ts'
import { exp } from './unary.ts'

const float = 'float32' as const
const image = { dtype: float, shape: ['batch', 3, 2] } as const

type GradientOp = Op<{ gradient: Tensor; value: Tensor }, NoAttributes>

/** A gradient in one kernel, from the output's gradient and the input or the output, whichever the kernel reads. */
function defineGradient(type: string, node: string): GradientOp {
  return defineOp<{ gradient: Tensor; value: Tensor }>({
    type,
    inputs: ['gradient', 'value'],
    infer: ({ gradient }) => [gradient],
    lower: ({ graph, inputs: { gradient, value } }) => [graph.node(node, [gradient, value], { T: { type: float } })],
    reusesInput: true,
    examples: [{ inputs: { gradient: image, value: image } }]
  })
}

/** x, or exp(x) − 1 below 0. */
export const elu = defineUnary({
  type: 'elu',
  node: 'Elu',
  gradient: (emit, gradient, _, output) => emit(eluGradient, { gradient, value: output })
})

export const eluGradient = defineGradient('eluGradient', 'EluGrad')

/** 1.0507 times x, or 1.0507 · 1.6733 (exp(x) − 1) below 0: Klambauer et al. 2017. */
export const selu = defineUnary({
  type: 'selu',
  node: 'Selu',
  gradient: (emit, gradient, _, output) => emit(seluGradient, { gradient, value: output })
})

export const seluGradient = defineGradient('seluGradient', 'SeluGrad')

/** log(1 + exp(x)). */
export const softplus = defineUnary({
  type: 'softplus',
  node: 'Softplus',
  gradient: (emit, gradient, input) => emit(softplusGradient, { gradient, value: input })
})

export const softplusGradient = defineGradient('softplusGradient', 'SoftplusGrad')

/** min(max(x, 0), 6). */
export const relu6 = defineUnary({
  type: 'relu6',
  node: 'Relu6',
  gradient: (emit, gradient, _, output) => emit(relu6Gradient, { gradient, value: output })
})

export const relu6Gradient = defineGradient('relu6Gradient', 'Relu6Grad')

/** 2/√π times the integral of exp(−t²) from 0 to x. */
export const erf = defineUnary({
  type: 'erf',
  node: 'Erf',
  gradient: (emit, gradient, input) => {
    const bell = emit(exp, { input: emit(negate, { input: emit(square, { input }) }) })
    const slope = emit(multiply, { left: bell, right: emit(constant, {}, scalar(2 / Math.sqrt(Math.PI))) })
    return emit(multiply, { left: gradient, right: slope })
  }
})

/** x, or `slope` times x below 0. */
export const leakyRelu: Op<{ input: Tensor }, { readonly slope: number }> = defineOp({
  type: 'leakyRelu',
  inputs: ['input'],
  infer: ({ input }) => [input],
  gradient: ({ emit, inputs: { input }, attributes, gradients: [gradient] }) =>
    gradient === undefined ? {} : { input: emit(leakyReluGradient, { gradient, input }, attributes) },
  lower: ({ graph, inputs: { input }, attributes: { slope } }) => [
    graph.node('LeakyRelu', [input], { T: { type: float }, alpha: { float: slope } })
  ],
  examples: [{ inputs: { input: image }, attributes: { slope: 0.3 } }]
})

export const leakyReluGradient = defineOp<{ gradient: Tensor; input: Tensor }, { readonly slope: number }>({
  type: 'leakyReluGradient',
  inputs: ['gradient', 'input'],
  infer: ({ gradient }) => [gradient],
  lower: ({ graph, inputs: { gradient, input }, attributes: { slope } }) => [
    graph.node('LeakyReluGrad', [gradient, input], { T: { type: float }, alpha: { float: slope } })
  ],
  reusesInput: true,
  examples: [{ inputs: { gradient: image, input: image }, attributes: { slope: 0.3 } }]
})
