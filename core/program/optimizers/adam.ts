import { applyAdam, applyAmsGrad } from '../../ops/variables/optimizer-ops.ts'
import { power } from '../../ops/elementwise/power.ts'
import { toggle, type ValuesOf } from '../../parameters.ts'
import type { Tensor } from '../../ops/define-op.ts'
import {
  commonParameters,
  decay,
  defineOptimizer,
  epsilon,
  learningRate,
  type StepContext,
  type WeightStep
} from './define-optimizer.ts'

export const adamParameters = {
  learningRate: learningRate(0.001),
  beta1: decay(0.9, 'Share of the mean gradient that each step keeps.', 'Beta 1'),
  beta2: decay(0.999, 'Share of the mean squared gradient that each step keeps.', 'Beta 2'),
  epsilon,
  amsgrad: toggle({
    default: false,
    label: 'AMSGrad',
    help: 'Divides by the largest mean squared gradient so far, so that the rate of a weight never grows.',
    advanced: true
  }),
  ...commonParameters
}

/** Adam's step: AdamW differs in its weight decay alone. */
export function adamStep(
  { emit, number, stepNumber }: StepContext,
  values: ValuesOf<typeof adamParameters>
): (weight: WeightStep) => Tensor {
  const beta1 = number(values.beta1)
  const beta2 = number(values.beta2)
  const shared = {
    beta1,
    beta2,
    epsilon: number(values.epsilon),
    beta1Power: emit(power, { base: beta1, exponent: stepNumber }),
    beta2Power: emit(power, { base: beta2, exponent: stepNumber })
  }
  return ({ variable, gradient, rate, slot }) => {
    const slots = [slot('firstMoment'), slot('secondMoment')]
    return values.amsgrad
      ? emit(applyAmsGrad, { rate, gradient, ...shared }, { variable, slots: [...slots, slot('largestSecondMoment')] })
      : emit(applyAdam, { rate, gradient, ...shared }, { variable, slots })
  }
}

export const adam = defineOptimizer({
  kind: 'adam',
  label: 'Adam',
  summary: 'Momentum, with a rate for each weight by the usual size of its gradient. A good first choice.',
  source: 'Keras Adam; Kingma and Ba 2015; AMSGrad: Reddi et al. 2018',
  parameters: adamParameters,
  step: adamStep
})
