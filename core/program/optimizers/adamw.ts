import { adamParameters, adamStep } from './adam.ts'
import { number } from '../../parameters.ts'
import { defineOptimizer } from './define-optimizer.ts'

export const adamW = defineOptimizer({
  kind: 'adamw',
  label: 'AdamW',
  summary: 'Adam with weight decay apart from the gradient.',
  source: 'Keras AdamW; Loshchilov and Hutter 2019',
  parameters: {
    ...adamParameters,
    weightDecay: number({ ...adamParameters.weightDecay, default: 0.004, advanced: false })
  },
  step: adamStep
})
