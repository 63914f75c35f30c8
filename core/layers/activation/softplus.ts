import { softplus as apply } from '../../ops/elementwise/activations.ts'
import { kerasActivationForm } from '../activations.ts'
import { defineLayer } from '../define-layer.ts'

export const softplus = defineLayer({
  type: 'softplus',
  version: 1,
  label: 'Softplus',
  family: 'activation',
  summary: 'A smooth ReLU, always above 0: the logarithm of 1 + exp(x).',
  source: 'Keras Activation(\'softplus\'); Dugas et al., "Incorporating second-order functional knowledge", 2001',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {},
  build: ({ input }, _, scope) => scope.op(apply, { input }),
  keras: kerasActivationForm('softplus'),
  examples: [{ inputs: { input: [4, 3, 2] } }, { inputs: { input: [7] } }]
})
