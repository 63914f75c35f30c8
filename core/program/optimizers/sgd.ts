import { applyGradientDescent, applyMomentum, applyNesterov } from '../../ops/variables/optimizer-ops.ts'
import { number, toggle } from '../../parameters.ts'
import { commonParameters, defineOptimizer, learningRate } from './define-optimizer.ts'

export const sgd = defineOptimizer({
  kind: 'sgd',
  label: 'SGD',
  summary: 'Follows the gradient of each batch, with momentum and Nesterov if wanted.',
  source: 'Keras SGD; Polyak 1964 for momentum; Nesterov 1983, as Sutskever et al. 2013 write it',
  parameters: {
    learningRate: learningRate(0.01),
    momentum: number({ default: 0.9, min: 0, max: 0.9999999, help: 'Share of the last step that the next one keeps.' }),
    nesterov: toggle({
      default: false,
      help: 'Looks ahead along the momentum before it takes the gradient.',
      visible: ({ momentum }) => momentum !== 0
    }),
    ...commonParameters
  },
  step({ emit, number: numberOf }, { momentum, nesterov }) {
    if (momentum === 0) {
      return ({ variable, gradient, rate }) => emit(applyGradientDescent, { rate, gradient }, { variable, slots: [] })
    }
    const fraction = numberOf(momentum)
    return ({ variable, gradient, rate, slot }) =>
      emit(
        nesterov ? applyNesterov : applyMomentum,
        { rate, gradient, momentum: fraction },
        { variable, slots: [slot('velocity')] }
      )
  }
})
