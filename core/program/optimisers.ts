import { unreachable } from '../assert.ts'
import { constant, scalar } from '../ops/constant.ts'
import type { Variable } from '../ops/graph-writer.ts'
import { applyAdam, applyGradientDescent, applyMomentum } from '../ops/optimiser-ops.ts'
import { power } from '../ops/power.ts'
import type { Operation, Tensor } from '../ops/tensor.ts'
import type { Builder } from './builder.ts'

export type Optimiser =
  | {
      readonly kind: 'sgd'
      readonly learningRate: number
      readonly momentum: number
      readonly nesterov: boolean
    }
  | {
      readonly kind: 'adam'
      readonly learningRate: number
      readonly beta1: number
      readonly beta2: number
      readonly epsilon: number
    }

/** One weight and what the loss changes by with it. */
export interface WeightGradient {
  readonly variable: Variable
  readonly gradient: Tensor
  /** What the learning rate is multiplied by for this weight; 1 where it is left out. */
  readonly learningRateFactor?: number
}

/** The optimiser's updates, and the slots that it keeps beside each weight, which start at 0. */
export interface OptimiserUpdates {
  readonly updates: readonly Operation[]
  readonly slots: readonly Variable[]
}

export interface OptimiserState {
  /** Keeps the slots of two updates over one weight apart. */
  readonly name: string
  readonly learningRate: Tensor
  /** float32: 1 in the first step. */
  readonly stepNumber: Tensor
}

/** Emits one step of an optimiser over some weights, as Keras computes it. */
export function applyOptimiser(
  builder: Builder,
  optimiser: Optimiser,
  weights: readonly WeightGradient[],
  state: OptimiserState
): OptimiserUpdates {
  const slots: Variable[] = []
  const slotOf = (variable: Variable, name: string): Variable => {
    const slot = {
      ...variable,
      key: `${variable.key}/${state.name}/${name}`,
      path: `${variable.path}/${state.name}/${name}`
    }
    slots.push(slot)
    return slot
  }
  const step = stepOf(builder, optimiser, state, slotOf)
  const updates = weights.map(({ variable, gradient }) => step(variable, gradient).operation)
  return { updates, slots }
}

type Step = (variable: Variable, gradient: Tensor) => Tensor

function stepOf(
  builder: Builder,
  optimiser: Optimiser,
  { learningRate: rate, stepNumber }: OptimiserState,
  slotOf: (variable: Variable, name: string) => Variable
): Step {
  const { emit } = builder
  const number = (value: number): Tensor => emit(constant, {}, scalar(value))
  switch (optimiser.kind) {
    case 'sgd': {
      const { momentum, nesterov } = optimiser
      if (momentum === 0) {
        return (variable, gradient) => emit(applyGradientDescent, { rate, gradient }, { variable })
      }
      const share = number(momentum)
      return (variable, gradient) =>
        emit(
          applyMomentum,
          { rate, gradient, momentum: share },
          { variable, velocity: slotOf(variable, 'velocity'), nesterov }
        )
    }
    case 'adam': {
      const beta1 = number(optimiser.beta1)
      const beta2 = number(optimiser.beta2)
      const epsilon = number(optimiser.epsilon)
      const beta1Power = emit(power, { base: beta1, exponent: stepNumber })
      const beta2Power = emit(power, { base: beta2, exponent: stepNumber })
      return (variable, gradient) =>
        emit(
          applyAdam,
          { beta1Power, beta2Power, rate, beta1, beta2, epsilon, gradient },
          {
            variable,
            firstMoment: slotOf(variable, 'firstMoment'),
            secondMoment: slotOf(variable, 'secondMoment')
          }
        )
    }
    default:
      return unreachable(optimiser)
  }
}
