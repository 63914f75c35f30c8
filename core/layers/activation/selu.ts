import { selu as apply } from '../../ops/elementwise/activations.ts'
import { kerasActivationForm } from '../activations.ts'
import { defineLayer } from '../define-layer.ts'

export const selu = defineLayer({
  type: 'selu',
  version: 1,
  label: 'SELU',
  family: 'activation',
  summary: 'Bends negative values and scales all, so that layers of them keep mean 0 and variance 1 by themselves.',
  source: 'Keras Activation(\'selu\'); Klambauer et al., "Self-normalizing neural networks", 2017',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {},
  build: ({ input }, _, scope) => scope.op(apply, { input }),
  keras: kerasActivationForm('selu'),
  examples: [{ inputs: { input: [4, 3, 2] } }, { inputs: { input: [7] } }]
})
