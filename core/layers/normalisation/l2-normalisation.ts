import { l2Normalise } from '../../ops/l2-normalise.ts'
import { defineLayer } from '../define-layer.ts'

export const l2Normalisation = defineLayer({
  type: 'l2Normalisation',
  version: 1,
  label: 'L2 normalisation',
  family: 'normalisation',
  summary:
    'Scales the channels at each place to unit length, so that only their direction counts. Where all of them are 0 they stay 0.',
  source: 'Keras UnitNormalization; Liu, Rabinovich and Berg, "ParseNet", 2015',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {},
  build: ({ input }, _, scope) => scope.op(l2Normalise, { input }, { axes: [input.shape.length - 1] }),
  keras: () => [{ className: 'UnitNormalization', config: { axis: -1 } }],
  examples: [{ inputs: { input: [4, 3, 2] } }, { inputs: { input: [7] } }]
})
