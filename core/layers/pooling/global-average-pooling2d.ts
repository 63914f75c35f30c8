import { mean } from '../../ops/reduction/mean.ts'
import { channelsLast } from '../keras-form.ts'
import { defineLayer } from '../define-layer.ts'

export const globalAveragePooling2d = defineLayer({
  type: 'globalAveragePooling2d',
  version: 1,
  label: 'Global average',
  family: 'pooling',
  summary: 'Keeps one number for each channel: its mean over the whole image.',
  source: 'Keras GlobalAveragePooling2D; Lin, Chen and Yan, "Network in network", 2014',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: {},
  build: ({ input }, _, scope) => scope.op(mean, { input }, { axes: [1, 2], keepAxes: false }),
  window: () => 'all',
  keras: {
    write: () => [{ className: 'GlobalAveragePooling2D', config: {} }],
    read: { className: 'GlobalAveragePooling2D', defaults: { keepdims: false, ...channelsLast } }
  },
  examples: [{ inputs: { input: [4, 3, 2] } }, { inputs: { input: [1, 1, 5] } }]
})
