import { leakyRelu, relu6, selu, softplus } from '../ops/elementwise/activations.ts'
import { softmax } from '../ops/classes/softmax.ts'
import type { Tensor } from '../ops/define-op.ts'
import { relu, sigmoid, tanh } from '../ops/elementwise/unary.ts'
import { choice } from '../parameters.ts'
import { elu, gelu, hardSigmoid, hardSwish, swish } from './activation-functions.ts'
import type { LayerScope } from './define-layer.ts'
import type { KerasLayer, KerasReading } from './keras-form.ts'

interface ActivationFunction {
  readonly label: string
  /** Keras's name for it; the settings of those that have some are Keras's defaults. */
  readonly keras: string
  apply(input: Tensor, scope: LayerScope): Tensor
}

const functions = {
  relu: { label: 'ReLU', keras: 'relu', apply: (input, scope) => scope.op(relu, { input }) },
  leakyRelu: {
    label: 'Leaky ReLU',
    keras: 'leaky_relu',
    apply: (input, scope) => scope.op(leakyRelu, { input }, { slope: 0.2 })
  },
  relu6: { label: 'ReLU6', keras: 'relu6', apply: (input, scope) => scope.op(relu6, { input }) },
  elu: { label: 'ELU', keras: 'elu', apply: (input, scope) => elu(input, 1, scope) },
  selu: { label: 'SELU', keras: 'selu', apply: (input, scope) => scope.op(selu, { input }) },
  gelu: { label: 'GELU', keras: 'gelu', apply: (input, scope) => gelu(input, false, scope) },
  swish: { label: 'Swish', keras: 'silu', apply: swish },
  hardSwish: { label: 'Hard swish', keras: 'hard_silu', apply: hardSwish },
  tanh: { label: 'Tanh', keras: 'tanh', apply: (input, scope) => scope.op(tanh, { input }) },
  sigmoid: { label: 'Sigmoid', keras: 'sigmoid', apply: (input, scope) => scope.op(sigmoid, { input }) },
  hardSigmoid: { label: 'Hard sigmoid', keras: 'hard_sigmoid', apply: hardSigmoid },
  softplus: { label: 'Softplus', keras: 'softplus', apply: (input, scope) => scope.op(softplus, { input }) },
  softmax: { label: 'Softmax', keras: 'softmax', apply: (input, scope) => scope.op(softmax, { input }) }
} satisfies Readonly<Record<string, ActivationFunction>>

type FunctionName = keyof typeof functions

export type Activation = 'linear' | FunctionName

const names = Object.keys(functions) as readonly FunctionName[]

/** The row of a parameter table for a layer that ends in an activation, as Keras's conv and dense layers do. */
export const activationParameter = choice<Activation>(['linear', ...names], {
  default: 'linear',
  optionLabels: {
    linear: 'Linear',
    ...(Object.fromEntries(names.map(name => [name, functions[name].label])) as Record<FunctionName, string>)
  },
  help: 'Applied to the result. Linear leaves it as it is, for a layer that another activation or a loss on logits follows.'
})

export function activate(input: Tensor, activation: Activation, scope: LayerScope): Tensor {
  return activation === 'linear' ? input : functions[activation].apply(input, scope)
}

/** `, ReLU` after a layer's other figures; nothing for linear. */
export function activationText(activation: Activation): string {
  return activation === 'linear' ? '' : `, ${functions[activation].label}`
}

/** Keras's name of an activation. */
export function kerasActivation(activation: Activation): string {
  return activation === 'linear' ? 'linear' : functions[activation].keras
}

/** The activation that Keras names so; its own name for one that is not here, which no table takes. */
export function activationFromKeras(keras: unknown): unknown {
  return names.find(name => functions[name].keras === keras) ?? keras
}

/** The form of a layer that is a function without a class of its own in Keras: its Activation layer. */
export function kerasActivationForm(name: FunctionName): {
  readonly write: () => readonly KerasLayer[]
  readonly read: KerasReading
} {
  const { keras } = functions[name]
  return {
    write: () => [{ className: 'Activation', config: { activation: keras } }],
    read: { className: 'Activation', defaults: {}, matches: ({ activation }) => activation === keras }
  }
}
