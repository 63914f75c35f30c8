import { add, multiply, negate } from '../../ops/elementwise/arithmetic.ts'
import { sampleShape, shapeText, type TensorType } from '../../ops/tensor.ts'
import { relu } from '../../ops/elementwise/unary.ts'
import { list } from '../../parameters.ts'
import { defineProblem } from '../../problem.ts'
import { zeros } from '../../program/initializers.ts'
import { defineLayer } from '../define-layer.ts'
import {
  kerasRegularizer,
  kerasTrainable,
  regularizationParameters,
  trainingParameters,
  weightsFromKeras
} from '../weights.ts'

/** One slope for each value of a sample, but for one along each shared axis. */
function alphaShape(input: TensorType, sharedAxes: readonly number[]): readonly number[] {
  return sampleShape(input).map((size, axis) => (sharedAxes.includes(axis + 1) ? 1 : size))
}

export const prelu = defineLayer({
  type: 'prelu',
  version: 1,
  label: 'PReLU',
  family: 'activation',
  summary: 'Lets positive values through and multiplies negative ones by learned slopes.',
  source: 'Keras PReLU; He et al., "Delving deep into rectifiers", 2015',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {
    sharedAxes: list({
      default: [],
      min: 1,
      max: 8,
      minLength: 0,
      maxLength: 8,
      help: 'Axes along which one slope serves all: 1 are the rows, 2 the columns. 1 × 2 learns one slope for each channel.'
    }),
    ...trainingParameters,
    ...regularizationParameters
  },
  describe: ({ sharedAxes }) =>
    sharedAxes.length === 0 ? 'a slope for each value' : `shared over ${sharedAxes.join(' and ')}`,
  check({ input }, { sharedAxes }, check) {
    const shape = sampleShape(input)
    const beyond = sharedAxes.find(axis => axis > shape.length)
    if (beyond !== undefined) check.report(preluAxis, { axis: beyond, shape }, { parameter: 'sharedAxes' })
  },
  build({ input }, { sharedAxes }, scope) {
    const alpha = scope.weight('alpha', alphaShape(input, sharedAxes), zeros, { isKernel: true })
    const below = scope.op(negate, { input: scope.op(relu, { input: scope.op(negate, { input }) }) })
    const bent = scope.op(multiply, { left: below, right: alpha })
    return scope.op(add, { left: scope.op(relu, { input }), right: bent })
  },
  keras: {
    write: values => [
      {
        className: 'PReLU',
        config: {
          shared_axes: values.sharedAxes.length === 0 ? null : values.sharedAxes,
          ...kerasRegularizer('alpha_regularizer', values),
          ...kerasTrainable(values)
        }
      }
    ],
    read: {
      className: 'PReLU',
      defaults: {},
      parameters: options => ({
        sharedAxes: options['shared_axes'] ?? [],
        ...weightsFromKeras(options, 'alpha_regularizer')
      })
    }
  },
  examples: [
    { inputs: { input: [4, 3, 2] } },
    { inputs: { input: [4, 3, 2] }, parameters: { sharedAxes: [1, 2] } },
    { inputs: { input: [5] }, parameters: { l2: 0.1 } }
  ]
})

export const preluAxis = defineProblem<{ readonly axis: number; readonly shape: readonly number[] }>(
  'prelu/axis',
  'error',
  ({ axis, shape }) => ({
    message: `Axis ${axis} does not exist in ${shapeText(shape)}; its axes are 1 to ${shape.length}.`,
    fix: 'Leave out the axes beyond, or share none.',
    repair: { label: 'Share none', parameters: { sharedAxes: [] } }
  })
)
