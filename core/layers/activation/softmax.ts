import { softmax as apply } from '../../ops/classes/softmax.ts'
import { defineLayer } from '../define-layer.ts'

export const softmax = defineLayer({
  type: 'softmax',
  version: 1,
  label: 'Softmax',
  family: 'activation',
  summary:
    'Turns the values on the last axis into probabilities that add up to 1. The softmax loss takes logits and does this itself.',
  source: 'Keras Softmax',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {},
  build: ({ input }, _, scope) => scope.op(apply, { input }),
  keras: {
    write: () => [{ className: 'Softmax', config: { axis: -1 } }],
    read: { className: 'Softmax', defaults: { axis: -1 }, activation: { name: 'softmax' } }
  },
  examples: [{ inputs: { input: [4, 3, 2] } }, { inputs: { input: [7] } }]
})
