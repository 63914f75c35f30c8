import { defineOp } from './define-op.ts'
import type { Variable } from './graph-writer.ts'
import type { Tensor } from './tensor.ts'

/** TensorFlow's fused updates: one kernel a weight, which reads and writes the weight and its slots in place. */

interface MomentumAttributes extends Readonly<Record<string, unknown>> {
  readonly variable: Variable
  readonly velocity: Variable
  readonly nesterov: boolean
}

interface AdamAttributes extends Readonly<Record<string, unknown>> {
  readonly variable: Variable
  readonly firstMoment: Variable
  readonly secondMoment: Variable
}

const type = { T: { type: 'float32' }, use_locking: { bool: false } } as const

/** w := w - rate * gradient. */
export const applyGradientDescent = defineOp<{ rate: Tensor; gradient: Tensor }, { variable: Variable }>({
  type: 'applyGradientDescent',
  inputs: ['rate', 'gradient'],
  infer: () => [],
  lower: ({ graph, inputs: { rate, gradient }, attributes: { variable } }) => [
    graph.node('ResourceApplyGradientDescent', [graph.variable(variable), rate, gradient], type)
  ],
  hasEffect: true,
  examples: []
})

/** v := momentum * v - rate * gradient, w := w + v, as Keras's SGD; with Nesterov w := w + momentum * v - rate * gradient. */
export const applyMomentum = defineOp<{ rate: Tensor; gradient: Tensor; momentum: Tensor }, MomentumAttributes>({
  type: 'applyMomentum',
  inputs: ['rate', 'gradient', 'momentum'],
  infer: () => [],
  lower: ({ graph, inputs: { rate, gradient, momentum }, attributes: { variable, velocity, nesterov } }) => [
    graph.node(
      'ResourceApplyKerasMomentum',
      [graph.variable(variable), graph.variable(velocity), rate, gradient, momentum],
      { ...type, use_nesterov: { bool: nesterov } }
    )
  ],
  hasEffect: true,
  examples: []
})

/** Kingma and Ba 2015, algorithm 1 in the reordered form of its section 2, as Keras and TensorFlow compute it. */
export const applyAdam = defineOp<
  {
    beta1Power: Tensor
    beta2Power: Tensor
    rate: Tensor
    beta1: Tensor
    beta2: Tensor
    epsilon: Tensor
    gradient: Tensor
  },
  AdamAttributes
>({
  type: 'applyAdam',
  inputs: ['beta1Power', 'beta2Power', 'rate', 'beta1', 'beta2', 'epsilon', 'gradient'],
  infer: () => [],
  lower: ({ graph, inputs, attributes: { variable, firstMoment, secondMoment } }) => [
    graph.node(
      'ResourceApplyAdam',
      [
        graph.variable(variable),
        graph.variable(firstMoment),
        graph.variable(secondMoment),
        inputs.beta1Power,
        inputs.beta2Power,
        inputs.rate,
        inputs.beta1,
        inputs.beta2,
        inputs.epsilon,
        inputs.gradient
      ],
      { ...type, use_nesterov: { bool: false } }
    )
  ],
  hasEffect: true,
  examples: []
})

/** Every variable that an update op changes. */
export function changedVariables(attributes: Readonly<Record<string, unknown>>): readonly Variable[] {
  return ['variable', 'velocity', 'firstMoment', 'secondMoment'].flatMap(name => {
    const variable = attributes[name] as Variable | undefined
    return variable === undefined ? [] : [variable]
  })
}
