import { pad } from '../../ops/shape/pad-and-slice.ts'
import {
  borderParameters,
  bordersArithmetic,
  bordersFromKeras,
  bordersOfAxes,
  bordersText,
  bordersWindow,
  kerasBorders
} from '../windows/borders.ts'
import { channelsLast } from '../keras-form.ts'
import { defineLayer } from '../define-layer.ts'

export const zeroPadding2d = defineLayer({
  type: 'zeroPadding2d',
  version: 1,
  label: 'Zero padding',
  family: 'shape',
  summary: 'Adds rows and columns of zeros around the image.',
  source: 'Keras ZeroPadding2D',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: borderParameters(1, 'added'),
  describe: bordersText,
  build: ({ input }, borders, scope) => scope.op(pad, { input }, { padding: bordersOfAxes(borders), value: 0 }),
  arithmetic: ({ input }, borders) => bordersArithmetic(input, borders, '+'),
  window: borders => bordersWindow(borders, 1),
  keras: {
    write: borders => [{ className: 'ZeroPadding2D', config: { padding: kerasBorders(borders) } }],
    read: {
      className: 'ZeroPadding2D',
      defaults: channelsLast,
      parameters: ({ padding }) => bordersFromKeras(padding)
    }
  },
  examples: [
    { inputs: { input: [3, 4, 2] } },
    { inputs: { input: [3, 4, 2] }, parameters: { rows: [1, 0], columns: [2, 3] } }
  ]
})
