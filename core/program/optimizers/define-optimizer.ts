import type { Emit, Tensor } from '../../ops/define-op.ts'
import type { Variable } from '../../ops/graph-writer.ts'
import {
  choice,
  number,
  type Kind,
  type NumberParameter,
  type ParameterTable,
  type ValuesOf
} from '../../parameters.ts'

/** What one step computes once for all weights. */
export interface StepContext {
  readonly emit: Emit
  /** One number as a tensor. */
  number(value: number): Tensor
  /** float32: 1 in the first step. */
  readonly stepNumber: Tensor
}

/** One weight in one step. */
export interface WeightStep {
  readonly variable: Variable
  /** Clipped already. */
  readonly gradient: Tensor
  /** The learning rate with the weight's factor in it. */
  readonly rate: Tensor
  /** A value of the weight's shape that is kept beside it; it starts at `initial`, or at 0. */
  slot(name: string, initial?: number): Variable
}

/**
 * One optimizer, exactly as Keras computes it. Clipping, weight decay, learning-rate factors and frozen weights are
 * common to all: see `applyOptimizer`.
 */
export interface OptimizerKind<
  Name extends string = string,
  Table extends ParameterTable = ParameterTable
> extends Kind {
  readonly kind: Name
  /** Where the formula comes from: Keras's name for it, the paper. */
  readonly source: string
  readonly parameters: Table
  /** Emits what all weights share, and returns what updates one of them. */
  step(context: StepContext, values: ValuesOf<Table>): (weight: WeightStep) => Tensor
}

export function defineOptimizer<const Name extends string, const Table extends ParameterTable>(
  optimizer: OptimizerKind<Name, Table>
): OptimizerKind<Name, Table> {
  return optimizer
}

export function learningRate(usual: number): NumberParameter {
  return number({
    default: usual,
    min: 1e-9,
    max: 1e6,
    logarithmic: true,
    help: 'How far a step follows the gradient. Arrow keys move it in tenths of a decade.'
  })
}

/** A share that is kept from step to step, below 1. */
export function decay(usual: number, help: string, label?: string): NumberParameter {
  const row = { default: usual, min: 0, max: 0.9999999, help, advanced: true }
  return number(label === undefined ? row : { ...row, label })
}

export const epsilon = number({
  default: 1e-7,
  min: 1e-12,
  max: 1,
  logarithmic: true,
  help: 'Keeps the division from blowing up where gradients vanish.',
  advanced: true
})

/** Rows that every optimizer has. */
export const commonParameters = {
  weightDecay: number({
    default: 0,
    min: 0,
    max: 10,
    logarithmic: true,
    help: 'Shrinks each kernel by this times the learning rate in every step, apart from the gradient. Offsets and scales are left alone.',
    advanced: true
  }),
  clipping: choice(['none', 'value', 'norm', 'globalNorm'], {
    default: 'none',
    optionLabels: {
      none: 'None',
      value: 'Each value',
      norm: 'Norm of each weight',
      globalNorm: 'Norm of all together'
    },
    label: 'Clip gradients',
    help: 'Keeps a step from being thrown off by a few very large gradients.',
    advanced: true
  }),
  clipLimit: number({
    default: 1,
    min: 1e-9,
    max: 1e9,
    logarithmic: true,
    help: 'The largest value or norm that a gradient keeps.',
    visible: ({ clipping }) => clipping !== 'none',
    advanced: true
  })
}
