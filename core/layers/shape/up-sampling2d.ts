import { sizeOf, type TensorType } from '../../ops/tensor.ts'
import { pair, type Pair } from '../../parameters.ts'
import { channelsLast } from '../keras-form.ts'
import { defineLayer } from '../define-layer.ts'
import { interpolationParameter, resized, resizedWindow } from '../windows/interpolation.ts'

function sizeFor(input: TensorType, factors: Pair): Pair {
  return [sizeOf(input, 1) * factors[0], sizeOf(input, 2) * factors[1]]
}

export const upSampling2d = defineLayer({
  type: 'upSampling2d',
  version: 1,
  label: 'Upsampling',
  family: 'shape',
  summary: 'Makes images so many times larger, by repeating rows and columns or by interpolating between them.',
  source: 'Keras UpSampling2D',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: {
    size: pair({ default: [2, 2], min: 1, max: 64, label: 'Factors', help: 'How many times higher and wider.' }),
    interpolation: interpolationParameter('nearest')
  },
  describe: ({ size, interpolation }) => `${size.join('×')} times, ${interpolation}`,
  build: ({ input }, { size, interpolation }, scope) => resized(input, sizeFor(input, size), interpolation, scope),
  arithmetic: ({ input }, { size }) => ({
    formula: 'size × factor',
    numbers: `${sizeOf(input, 1)} × ${size[0]}, ${sizeOf(input, 2)} × ${size[1]}`,
    result: sizeFor(input, size).join('×')
  }),
  window: ({ size, interpolation }, { input }) => resizedWindow(input, sizeFor(input, size), interpolation),
  keras: {
    write: ({ size, interpolation }) => [{ className: 'UpSampling2D', config: { size, interpolation } }],
    read: {
      className: 'UpSampling2D',
      defaults: { size: [2, 2], interpolation: 'nearest', ...channelsLast },
      parameters: ({ size, interpolation }) => ({ size, interpolation })
    }
  },
  examples: [
    { inputs: { input: [3, 4, 2] } },
    { inputs: { input: [3, 4, 2] }, parameters: { size: [3, 2], interpolation: 'bilinear' } }
  ]
})
