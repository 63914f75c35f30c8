import { relu as apply } from '../../ops/elementwise/unary.ts'
import { defineLayer } from '../define-layer.ts'

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
  keras: () => [{ className: 'ReLU', config: {} }],
  examples: [{ inputs: { input: [4, 3, 2] } }, { inputs: { input: [7] } }]
})
