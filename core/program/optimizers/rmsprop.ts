import { applyCenteredRmsProp, applyRmsProp } from '../../ops/variables/optimizer-ops.ts'
import { number, toggle } from '../../parameters.ts'
import { commonParameters, decay, defineOptimizer, epsilon, learningRate } from './define-optimizer.ts'

export const rmsProp = defineOptimizer({
  kind: 'rmsprop',
  label: 'RMSprop',
  summary: 'Divides the gradient of each weight by its usual size of late.',
  source: 'Keras RMSprop; Hinton, lecture 6e of "Neural networks for machine learning", 2012; centered: Graves 2013',
  parameters: {
    learningRate: learningRate(0.001),
    rho: decay(0.9, 'Share of the mean squared gradient that each step keeps.', 'Decay'),
    momentum: number({ default: 0, min: 0, max: 0.9999999, help: 'Share of the last step that the next one keeps.' }),
    centered: toggle({
      default: false,
      label: 'Centered',
      help: "Divides by the gradient's deviation from its mean in place of its size.",
      advanced: true
    }),
    epsilon,
    ...commonParameters
  },
  step({ emit, number: numberOf }, values) {
    const shared = { rho: numberOf(values.rho), momentum: numberOf(values.momentum), epsilon: numberOf(values.epsilon) }
    return ({ variable, gradient, rate, slot }) => {
      const slots = [slot('meanSquare'), slot('velocity')]
      return values.centered
        ? emit(applyCenteredRmsProp, { rate, gradient, ...shared }, { variable, slots: [slot('mean'), ...slots] })
        : emit(applyRmsProp, { rate, gradient, ...shared }, { variable, slots })
    }
  }
})
