import { leakyRelu as apply } from '../../ops/elementwise/activations.ts'
import { number } from '../../parameters.ts'
import { defineLayer } from '../define-layer.ts'

export const leakyRelu = defineLayer({
  type: 'leakyRelu',
  version: 1,
  label: 'Leaky ReLU',
  family: 'activation',
  summary: 'Lets positive values through and keeps a small share of negative ones, so that no unit dies.',
  source:
    'Keras LeakyReLU; Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network acoustic models", 2013',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {
    negativeSlope: number({ default: 0.3, min: 0, max: 1, help: 'What negative values are multiplied by.' })
  },
  describe: ({ negativeSlope }) => `slope ${negativeSlope}`,
  build: ({ input }, { negativeSlope: slope }, scope) => scope.op(apply, { input }, { slope }),
  keras: {
    write: ({ negativeSlope }) => [{ className: 'LeakyReLU', config: { negative_slope: negativeSlope } }],
    read: {
      className: 'LeakyReLU',
      defaults: { negative_slope: 0.3 },
      parameters: ({ negative_slope: negativeSlope }) => ({ negativeSlope }),
      activation: { name: 'leaky_relu', options: { negative_slope: 0.2 } }
    }
  },
  examples: [
    { inputs: { input: [4, 3, 2] } },
    { inputs: { input: [7] }, parameters: { negativeSlope: 0.01 } },
    { inputs: { input: [7] }, parameters: { negativeSlope: 0 } }
  ]
})
