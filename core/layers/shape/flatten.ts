import { batch, elementCount, sampleShape } from '../../ops/tensor.ts'
import { reshape } from '../../ops/shape/reshape.ts'
import { channelsLast } from '../keras-form.ts'
import { defineLayer } from '../define-layer.ts'
import { numberText } from '../../number-text.ts'

export const flatten = defineLayer({
  type: 'flatten',
  version: 1,
  label: 'Flatten',
  family: 'shape',
  summary: 'Lays all values of a sample out in one row: rows first, then columns, then channels.',
  source: 'Keras Flatten',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {},
  build: ({ input }, _, scope) => scope.op(reshape, { input }, { shape: [batch, elementCount(sampleShape(input))] }),
  arithmetic: ({ input }) => ({
    formula: 'height × width × channels',
    numbers: sampleShape(input).join(' × '),
    result: numberText(elementCount(sampleShape(input)))
  }),
  window: () => 'all',
  keras: {
    write: () => [{ className: 'Flatten', config: {} }],
    read: { className: 'Flatten', defaults: channelsLast }
  },
  keepsLinear: true,
  examples: [{ inputs: { input: [3, 4, 2] } }, { inputs: { input: [5] } }]
})
