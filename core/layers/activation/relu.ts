import { relu as apply } from '../../ops/elementwise/unary.ts'
import { defineLayer } from '../define-layer.ts'

/** What Keras's ReLU takes where it is told nothing else. */
export const kerasReluDefaults = { negative_slope: 0, threshold: 0 } as const

export const relu = defineLayer({
  type: 'relu',
  version: 1,
  label: 'ReLU',
  family: 'activation',
  summary: 'Lets positive values through and turns negative ones into 0.',
  source: 'Keras ReLU; Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines", 2010',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {},
  build: ({ input }, _, scope) => scope.op(apply, { input }),
  keras: {
    write: () => [{ className: 'ReLU', config: {} }],
    read: {
      className: 'ReLU',
      defaults: kerasReluDefaults,
      // Clipped at 6 it is a layer of its own.
      matches: ({ max_value: most }) => most !== 6,
      activation: { name: 'relu' }
    }
  },
  examples: [{ inputs: { input: [4, 3, 2] } }, { inputs: { input: [7] } }]
})
