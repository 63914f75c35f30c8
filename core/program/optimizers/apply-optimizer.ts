import { completeSetting, kindOf } from '../../kinds.ts'
import { multiply } from '../../ops/elementwise/arithmetic.ts'
import { constant, scalar } from '../../ops/sources/constant.ts'
import type { Variable } from '../../ops/graph-writer.ts'
import type { Operation, Tensor } from '../../ops/define-op.ts'
import { addToVariable } from '../../ops/variables/variable-ops.ts'
import type { Builder } from '../builder.ts'
import { optimizers, type Optimizer } from './catalogue.ts'
import { clipGradients, type Clipping } from './clipping.ts'

/** One weight and what the loss changes by with it. */
export interface WeightGradient {
  readonly variable: Variable
  readonly gradient: Tensor
  /** What the learning rate is multiplied by for this weight; 1 where it is left out. */
  readonly learningRateFactor?: number
  /** Weight decay acts on it. */
  readonly isKernel?: boolean
}

/** A value that an optimizer keeps beside a weight, and what it starts at. */
export interface Slot {
  readonly variable: Variable
  readonly initial: number
}

export interface OptimizerUpdates {
  readonly updates: readonly Operation[]
  readonly slots: readonly Slot[]
}

export interface OptimizerState {
  /** Keeps the slots of two updates over one weight apart. */
  readonly name: string
  readonly learningRate: Tensor
  /** float32: 1 in the first step. */
  readonly stepNumber: Tensor
}

interface CommonValues extends Clipping {
  readonly weightDecay: number
}

/**
 * Emits one step of an optimizer over some weights, in Keras's order: clip the gradients, shrink the kernels by
 * the weight decay times the learning rate, then take the step.
 */
export function applyOptimizer(
  builder: Builder,
  optimizer: Optimizer,
  weights: readonly WeightGradient[],
  { name, learningRate, stepNumber }: OptimizerState
): OptimizerUpdates {
  const { emit } = builder
  const slots: Slot[] = []
  const kind = kindOf(optimizers, optimizer.kind)
  const values = completeSetting(kind, optimizer)
  const { weightDecay, ...clipping } = values as unknown as CommonValues
  const number = (value: number): Tensor => emit(constant, {}, scalar(value))
  const timesRate = remembered(factor =>
    factor === 1 ? learningRate : emit(multiply, { left: learningRate, right: number(factor) })
  )
  const gradients = clipGradients(
    emit,
    weights.map(({ gradient }) => gradient),
    clipping
  )
  const step = kind.step({ emit, number, stepNumber }, values)
  const updates = weights.flatMap(({ variable, learningRateFactor = 1, isKernel = false }, index) => {
    const gradient = gradients[index] as Tensor
    const slot = (slotName: string, initial = 0): Variable => {
      const of = (position: string): string => `${position}/${name}/${slotName}`
      const kept = { ...variable, key: of(variable.key), path: of(variable.path) }
      slots.push({ variable: kept, initial })
      return kept
    }
    const shrunk = (): Tensor =>
      emit(multiply, { left: builder.read(variable), right: timesRate(-weightDecay * learningRateFactor) })
    return [
      ...(isKernel && weightDecay > 0 ? [emit(addToVariable, { value: shrunk() }, { variable })] : []),
      step({ variable, gradient, rate: timesRate(learningRateFactor), slot })
    ]
  })
  return { updates: updates.map(({ operation }) => operation), slots }
}

function remembered<Value>(compute: (of: number) => Value): (of: number) => Value {
  const known = new Map<number, Value>()
  return of => {
    const found = known.get(of) ?? compute(of)
    known.set(of, found)
    return found
  }
}
