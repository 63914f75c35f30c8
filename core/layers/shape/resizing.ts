import { pair } from '../../parameters.ts'
import { channelsLast } from '../keras-form.ts'
import { defineLayer } from '../define-layer.ts'
import { interpolationParameter, resized, resizedWindow } from '../windows/interpolation.ts'

export const resizing = defineLayer({
  type: 'resizing',
  version: 1,
  label: 'Resizing',
  family: 'shape',
  summary: 'Brings images to a given size, larger or smaller.',
  source: 'Keras Resizing',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: {
    size: pair({ default: [32, 32], min: 1, max: 16_384, help: 'Height and width of the result.' }),
    interpolation: interpolationParameter('bilinear')
  },
  describe: ({ size, interpolation }) => `${size.join('×')}, ${interpolation}`,
  build: ({ input }, { size, interpolation }, scope) => resized(input, size, interpolation, scope),
  window: ({ size, interpolation }, { input }) => resizedWindow(input, size, interpolation),
  keras: {
    write: ({ size: [height, width], interpolation }) => [
      { className: 'Resizing', config: { height, width, interpolation } }
    ],
    read: {
      className: 'Resizing',
      defaults: {
        interpolation: 'bilinear',
        crop_to_aspect_ratio: false,
        pad_to_aspect_ratio: false,
        fill_mode: 'constant',
        fill_value: 0,
        antialias: false,
        ...channelsLast
      },
      parameters: ({ height, width, interpolation }) => ({ size: [height, width], interpolation })
    }
  },
  examples: [
    { inputs: { input: [4, 5, 2] }, parameters: { size: [7, 6] } },
    { inputs: { input: [6, 5, 1] }, parameters: { size: [3, 4] } },
    { inputs: { input: [4, 3, 2] }, parameters: { size: [6, 5], interpolation: 'nearest' } }
  ]
})
