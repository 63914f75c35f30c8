import { slice } from '../../ops/shape/pad-and-slice.ts'
import { batch, sampleShape, shapeText, sizeOf } from '../../ops/tensor.ts'
import { defineProblem } from '../../problem.ts'
import {
  borderParameters,
  bordersArithmetic,
  bordersFromKeras,
  bordersText,
  bordersWindow,
  kerasBorders
} from '../windows/borders.ts'
import { channelsLast } from '../keras-form.ts'
import { defineLayer } from '../define-layer.ts'

export const cropping2d = defineLayer({
  type: 'cropping2d',
  version: 1,
  label: 'Cropping',
  family: 'shape',
  summary: 'Cuts rows and columns off the sides of the image.',
  source: 'Keras Cropping2D',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: borderParameters(0, 'cut off'),
  describe: bordersText,
  check({ input }, { rows, columns }, check) {
    const left = [sizeOf(input, 1) - rows[0] - rows[1], sizeOf(input, 2) - columns[0] - columns[1]] as const
    if (left[0] > 0 && left[1] > 0) return
    const parameter = left[0] > 0 ? 'columns' : 'rows'
    check.report(nothingLeft, { shape: sampleShape(input), parameter }, { parameter })
  },
  build({ input }, { rows, columns }, scope) {
    const height = sizeOf(input, 1) - rows[0] - rows[1]
    const width = sizeOf(input, 2) - columns[0] - columns[1]
    const size = [batch, height, width, sizeOf(input, 3)]
    return scope.op(slice, { input }, { begin: [0, rows[0], columns[0], 0], size })
  },
  arithmetic: ({ input }, borders) => bordersArithmetic(input, borders, '−'),
  window: borders => bordersWindow(borders, -1),
  keras: {
    write: borders => [{ className: 'Cropping2D', config: { cropping: kerasBorders(borders) } }],
    read: {
      className: 'Cropping2D',
      defaults: channelsLast,
      parameters: ({ cropping }) => bordersFromKeras(cropping)
    }
  },
  examples: [
    { inputs: { input: [3, 4, 2] } },
    { inputs: { input: [5, 6, 2] }, parameters: { rows: [1, 2], columns: [0, 3] } }
  ]
})

export const nothingLeft = defineProblem<{
  readonly shape: readonly number[]
  readonly parameter: 'rows' | 'columns'
}>('cropping/nothing-left', 'error', ({ shape, parameter }) => ({
  message: `Nothing is left of the ${parameter} of ${shapeText(shape)}.`,
  fix: `Cut off fewer ${parameter}.`
}))
