import { tanh as apply } from '../../ops/elementwise/unary.ts'
import { kerasActivationForm } from '../activations.ts'
import { defineLayer } from '../define-layer.ts'

export const tanh = defineLayer({
  type: 'tanh',
  version: 1,
  label: 'Tanh',
  family: 'activation',
  summary: 'Squeezes every value into the range from −1 to 1.',
  source: "Keras Activation('tanh')",
  inputs: { input: { rank: { min: 1 } } },
  parameters: {},
  build: ({ input }, _, scope) => scope.op(apply, { input }),
  keras: kerasActivationForm('tanh'),
  examples: [{ inputs: { input: [4, 3, 2] } }, { inputs: { input: [7] } }]
})
