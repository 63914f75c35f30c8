import { hardSwish as apply } from '../activation-functions.ts'
import { kerasActivationForm } from '../activations.ts'
import { defineLayer } from '../define-layer.ts'

export const hardSwish = defineLayer({
  type: 'hardSwish',
  version: 1,
  label: 'Hard swish',
  family: 'activation',
  summary: 'Swish made of straight lines: as good on small machines, and cheaper.',
  source: 'Keras Activation(\'hard_silu\'); Howard et al., "Searching for MobileNetV3", 2019',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {},
  build: ({ input }, _, scope) => apply(input, scope),
  keras: kerasActivationForm('hardSwish'),
  examples: [{ inputs: { input: [4, 3, 2] } }, { inputs: { input: [7] } }]
})
