import { swish as apply } from '../activation-functions.ts'
import { kerasActivationForm } from '../activations.ts'
import { defineLayer } from '../define-layer.ts'

export const swish = defineLayer({
  type: 'swish',
  version: 1,
  label: 'Swish',
  family: 'activation',
  summary:
    'Multiplies each value by its own sigmoid: smooth, and slightly below 0 for small negative values. Also called SiLU.',
  source: 'Keras Activation(\'silu\'); Ramachandran, Zoph and Le, "Searching for activation functions", 2017',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {},
  build: ({ input }, _, scope) => apply(input, scope),
  keras: kerasActivationForm('swish'),
  examples: [{ inputs: { input: [4, 3, 2] } }, { inputs: { input: [7] } }]
})
