import { toggle } from '../../parameters.ts'
import { gelu as apply } from '../activation-functions.ts'
import { kerasActivationForm } from '../activations.ts'
import { defineLayer } from '../define-layer.ts'

const exactForm = kerasActivationForm('gelu')

export const gelu = defineLayer({
  type: 'gelu',
  version: 1,
  label: 'GELU',
  family: 'activation',
  summary: 'Weighs each value by how large it is among normally distributed ones: a smooth ReLU.',
  source: 'Keras Activation(\'gelu\'); Hendrycks and Gimpel, "Gaussian error linear units", 2016',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {
    approximate: toggle({
      default: false,
      help: 'Takes the paper’s formula with tanh, off by at most 0.0005, as GPT-2 and BERT do.'
    })
  },
  describe: ({ approximate }) => (approximate ? 'with tanh' : 'exact'),
  build: ({ input }, { approximate }, scope) => apply(input, approximate, scope),
  keras: {
    // Keras reaches the formula with tanh through a function's argument, which a saved model cannot name.
    write: ({ approximate }) => (approximate ? undefined : exactForm.write()),
    read: exactForm.read
  },
  examples: [{ inputs: { input: [4, 3, 2] } }, { inputs: { input: [7] }, parameters: { approximate: true } }]
})
