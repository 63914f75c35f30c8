import { softmax } from '../ops/softmax.ts'
import type { Tensor } from '../ops/tensor.ts'
import { relu, sigmoid, tanh } from '../ops/unary.ts'
import { choice } from '../parameters.ts'
import type { LayerScope } from './define-layer.ts'

const ops = { relu, tanh, sigmoid, softmax }

export type Activation = 'linear' | keyof typeof ops

/** The row of a parameter table for a layer that ends in an activation, as Keras's conv and dense layers do. */
export const activationParameter = choice(['linear', 'relu', 'tanh', 'sigmoid', 'softmax'], {
  default: 'linear',
  optionLabels: { linear: 'Linear', relu: 'ReLU', tanh: 'Tanh', sigmoid: 'Sigmoid', softmax: 'Softmax' },
  help: 'Applied to the result. Linear leaves it as it is, for a layer that another activation or a loss on logits follows.'
})

export function activate(input: Tensor, activation: Activation, scope: LayerScope): Tensor {
  return activation === 'linear' ? input : scope.op(ops[activation], { input })
}

/** `, ReLU` after a layer's other figures; nothing for linear. */
export function activationText(activation: Activation): string {
  return activation === 'linear' ? '' : `, ${activationParameter.optionLabels?.[activation] ?? activation}`
}
