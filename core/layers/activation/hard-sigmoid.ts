import { hardSigmoid as apply } from '../activation-functions.ts'
import { kerasActivationForm } from '../activations.ts'
import { defineLayer } from '../define-layer.ts'

export const hardSigmoid = defineLayer({
  type: 'hardSigmoid',
  version: 1,
  label: 'Hard sigmoid',
  family: 'activation',
  summary: 'Squeezes every value into the range from 0 to 1 along a straight line between −3 and 3.',
  source: 'Keras Activation(\'hard_sigmoid\'); Courbariaux, Bengio and David, "BinaryConnect", 2015',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {},
  build: ({ input }, _, scope) => apply(input, scope),
  keras: kerasActivationForm('hardSigmoid'),
  examples: [{ inputs: { input: [4, 3, 2] } }, { inputs: { input: [7] } }]
})
