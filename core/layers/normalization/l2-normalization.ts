import { l2Normalize } from '../../ops/normalization/l2-normalize.ts'
import { defineLayer } from '../define-layer.ts'

export const l2Normalization = defineLayer({
  type: 'l2Normalization',
  version: 1,
  label: 'L2 normalization',
  family: 'normalization',
  summary:
    'Scales the channels at each place to unit length, so that only their direction counts. Where all of them are 0 they stay 0.',
  source: 'Keras UnitNormalization; Liu, Rabinovich and Berg, "ParseNet", 2015',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {},
  build: ({ input }, _, scope) => scope.op(l2Normalize, { input }, { axes: [input.shape.length - 1] }),
  keras: {
    write: () => [{ className: 'UnitNormalization', config: { axis: -1 } }],
    read: { className: 'UnitNormalization', defaults: { axis: -1 } }
  },
  examples: [{ inputs: { input: [4, 3, 2] } }, { inputs: { input: [7] } }]
})
