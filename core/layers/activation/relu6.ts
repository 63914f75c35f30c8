import { relu6 as apply } from '../../ops/elementwise/activations.ts'
import { defineLayer } from '../define-layer.ts'
import { kerasReluDefaults } from './relu.ts'

export const relu6 = defineLayer({
  type: 'relu6',
  version: 1,
  label: 'ReLU6',
  family: 'activation',
  summary: 'ReLU clipped at 6: fit for few bits, as in MobileNet.',
  source: 'Keras ReLU(max_value=6); Krizhevsky, "Convolutional deep belief networks on CIFAR-10", 2010',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {},
  build: ({ input }, _, scope) => scope.op(apply, { input }),
  keras: {
    write: () => [{ className: 'ReLU', config: { max_value: 6 } }],
    read: {
      className: 'ReLU',
      defaults: kerasReluDefaults,
      matches: ({ max_value: most }) => most === 6,
      activation: { name: 'relu6', options: { max_value: 6 } }
    }
  },
  examples: [{ inputs: { input: [4, 3, 2] } }, { inputs: { input: [7] } }]
})
