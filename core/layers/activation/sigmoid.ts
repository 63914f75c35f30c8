import { sigmoid as apply } from '../../ops/elementwise/unary.ts'
import { kerasActivationForm } from '../activations.ts'
import { defineLayer } from '../define-layer.ts'

export const sigmoid = defineLayer({
  type: 'sigmoid',
  version: 1,
  label: 'Sigmoid',
  family: 'activation',
  summary: 'Squeezes every value into the range from 0 to 1.',
  source: "Keras Activation('sigmoid')",
  inputs: { input: { rank: { min: 1 } } },
  parameters: {},
  build: ({ input }, _, scope) => scope.op(apply, { input }),
  keras: kerasActivationForm('sigmoid'),
  examples: [{ inputs: { input: [4, 3, 2] } }, { inputs: { input: [7] } }]
})
