import { number } from '../../parameters.ts'
import { elu as apply } from '../activation-functions.ts'
import { defineLayer } from '../define-layer.ts'

export const elu = defineLayer({
  type: 'elu',
  version: 1,
  label: 'ELU',
  family: 'activation',
  summary: 'Lets positive values through and bends negative ones toward a limit, which keeps the mean near 0.',
  source: 'Keras ELU; Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by ELUs", 2016',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {
    alpha: number({ default: 1, min: 0, max: 10, help: 'The limit for very negative values, below 0.' })
  },
  describe: ({ alpha }) => `alpha ${alpha}`,
  build: ({ input }, { alpha }, scope) => apply(input, alpha, scope),
  keras: {
    write: ({ alpha }) => [{ className: 'ELU', config: { alpha } }],
    read: {
      className: 'ELU',
      defaults: { alpha: 1 },
      parameters: ({ alpha }) => ({ alpha }),
      activation: { name: 'elu' }
    }
  },
  examples: [{ inputs: { input: [4, 3, 2] } }, { inputs: { input: [7] }, parameters: { alpha: 0.5 } }]
})
