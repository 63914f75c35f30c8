import { applyAdaGrad } from '../../ops/variables/optimizer-ops.ts'
import { number } from '../../parameters.ts'
import { commonParameters, defineOptimizer, epsilon, learningRate } from './define-optimizer.ts'

export const adaGrad = defineOptimizer({
  kind: 'adagrad',
  label: 'AdaGrad',
  summary: 'Gives each weight a rate of its own, which falls with all the gradients that it has seen.',
  source: 'Keras Adagrad; Duchi, Hazan and Singer 2011',
  parameters: {
    learningRate: learningRate(0.001),
    initialAccumulatorValue: number({
      default: 0.1,
      min: 0,
      max: 1000,
      label: 'Accumulator start',
      help: 'What the sum of squared gradients starts at: a larger one makes the first steps smaller.',
      advanced: true
    }),
    epsilon,
    ...commonParameters
  },
  // Keras adds epsilon under the root. The sum only ever grows, so that it can start with epsilon in it.
  step:
    ({ emit }, { initialAccumulatorValue, epsilon: small }) =>
    ({ variable, gradient, rate, slot }) =>
      emit(
        applyAdaGrad,
        { rate, gradient },
        { variable, slots: [slot('accumulator', initialAccumulatorValue + small)] }
      )
})
