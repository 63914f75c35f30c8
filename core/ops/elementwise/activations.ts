import { each } from '../batch/parts.ts'
import { multiply, negate, square } from './arithmetic.ts'
import { constant, scalar } from '../sources/constant.ts'
import { defineOp, type NoAttributes, type Op, type Tensor } from '../define-op.ts'
import { defineUnary } from './elementwise.ts'
import { exp } from './unary.ts'

const float = 'float32' as const
const image = { dtype: float, shape: ['batch', 3, 2] } as const

type GradientOp = Op<{ gradient: Tensor; value: Tensor }, NoAttributes>

interface GradientRule {
  readonly type: string
  /** TensorFlow's name for it. */
  readonly node: string
  readonly runsInBfloat16?: boolean
}

/** A gradient in one kernel, from the output's gradient and the input or the output, whichever the kernel reads. */
function defineGradient({ type, node, runsInBfloat16 = false }: GradientRule): GradientOp {
  return defineOp<{ gradient: Tensor; value: Tensor }>({
    type,
    inputs: ['gradient', 'value'],
    infer: ({ gradient }) => [gradient],
    lower: ({ graph, inputs: { gradient, value }, tensors }) => [
      graph.node(node, [gradient, value], { T: { type: tensors.gradient.dtype } })
    ],
    ...(runsInBfloat16 && { bfloat16: { ports: ['gradient', 'value'] } }),
    outputLies: 'spent',
    parts: each,
    examples: [{ inputs: { gradient: image, value: image } }]
  })
}

/** x, or exp(x) − 1 below 0. */
export const elu = defineUnary({
  type: 'elu',
  node: 'Elu',
  runsInBfloat16: true,
  gradient: (emit, gradient, _, output) => emit(eluGradient, { gradient, value: output })
})

export const eluGradient = defineGradient({ type: 'eluGradient', node: 'EluGrad', runsInBfloat16: true })

/** 1.0507 times x, or 1.0507 · 1.6733 (exp(x) − 1) below 0: Klambauer et al. 2017. */
export const selu = defineUnary({
  type: 'selu',
  node: 'Selu',
  runsInBfloat16: true,
  gradient: (emit, gradient, _, output) => emit(seluGradient, { gradient, value: output })
})

export const seluGradient = defineGradient({ type: 'seluGradient', node: 'SeluGrad', runsInBfloat16: true })

/** log(1 + exp(x)). */
export const softplus = defineUnary({
  type: 'softplus',
  node: 'Softplus',
  gradient: (emit, gradient, input) => emit(softplusGradient, { gradient, value: input })
})

export const softplusGradient = defineGradient({ type: 'softplusGradient', node: 'SoftplusGrad' })

/** min(max(x, 0), 6). */
export const relu6 = defineUnary({
  type: 'relu6',
  node: 'Relu6',
  runsInBfloat16: true,
  gradient: (emit, gradient, _, output) => emit(relu6Gradient, { gradient, value: output })
})

export const relu6Gradient = defineGradient({ type: 'relu6Gradient', node: 'Relu6Grad', runsInBfloat16: true })

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
  lower: ({ graph, inputs: { input }, tensors, attributes: { slope } }) => [
    graph.node('LeakyRelu', [input], { T: { type: tensors.input.dtype }, alpha: { float: slope } })
  ],
  bfloat16: { ports: ['input'] },
  parts: each,
  examples: [{ inputs: { input: image }, attributes: { slope: 0.3 } }]
})

export const leakyReluGradient = defineOp<{ gradient: Tensor; input: Tensor }, { readonly slope: number }>({
  type: 'leakyReluGradient',
  inputs: ['gradient', 'input'],
  infer: ({ gradient }) => [gradient],
  lower: ({ graph, inputs: { gradient, input }, tensors, attributes: { slope } }) => [
    graph.node('LeakyReluGrad', [gradient, input], { T: { type: tensors.gradient.dtype }, alpha: { float: slope } })
  ],
  bfloat16: { ports: ['gradient', 'input'] },
  outputLies: 'spent',
  parts: each,
  examples: [{ inputs: { gradient: image, input: image }, attributes: { slope: 0.3 } }]
})
