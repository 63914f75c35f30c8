import { reduceMax } from '../../ops/reduction/reduce-max.ts'
import { channelsLast } from '../keras-form.ts'
import { defineLayer } from '../define-layer.ts'

export const globalMaxPooling2d = defineLayer({
  type: 'globalMaxPooling2d',
  version: 1,
  label: 'Global max',
  family: 'pooling',
  summary: 'Keeps one number for each channel: its largest value in the whole image, wherever it lies.',
  source: 'Keras GlobalMaxPooling2D',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: {},
  build: ({ input }, _, scope) => scope.op(reduceMax, { input }, { axes: [1, 2], keepAxes: false }),
  window: () => 'all',
  keras: {
    write: () => [{ className: 'GlobalMaxPooling2D', config: {} }],
    read: { className: 'GlobalMaxPooling2D', defaults: { keepdims: false, ...channelsLast } }
  },
  examples: [{ inputs: { input: [4, 3, 2] } }, { inputs: { input: [1, 1, 5] } }]
})
