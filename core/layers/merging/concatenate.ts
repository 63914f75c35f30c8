import { concat } from '../../ops/shape/concat.ts'
import { sampleShape, shapeText } from '../../ops/tensor.ts'
import { integer } from '../../parameters.ts'
import { defineProblem } from '../../problem.ts'
import { defineLayer } from '../define-layer.ts'

/** Keras's axis, which counts the batch as 0 and from the end below 0, as an axis of the tensor. */
function axisFrom(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis
}

export const concatenate = defineLayer({
  type: 'concatenate',
  version: 1,
  label: 'Concatenate',
  family: 'merging',
  summary: 'Lays its inputs one after the other along an axis: channel behind channel.',
  source: 'Keras Concatenate; Szegedy et al., "Going deeper with convolutions", 2014',
  inputs: { inputs: { rank: { min: 1 }, many: true } },
  parameters: {
    axis: integer({
      default: -1,
      min: -8,
      max: 8,
      help: 'The axis that grows, counted as in Keras: −1 is the last, the channels; 1 the rows, 2 the columns.',
      advanced: true
    })
  },
  describe: ({ axis }) => (axis === -1 ? 'channels' : `axis ${axis}`),
  check({ inputs }, { axis }, check) {
    const shapes = inputs.map(sampleShape)
    const rank = (shapes[0]?.length ?? 0) + 1
    const along = axisFrom(axis, rank)
    if (along < 1 || along >= rank) {
      check.report(concatenateAxis, { axis, shape: shapes[0] ?? [] }, { parameter: 'axis' })
      return
    }
    const others = (shape: readonly number[]): string => shape.filter((_, position) => position !== along - 1).join('×')
    const [first = []] = shapes
    if (shapes.some(shape => shape.length !== first.length || others(shape) !== others(first))) {
      check.report(concatenateShapes, { shapes, isOnChannels: along === rank - 1 && rank === 4 }, { port: 'inputs' })
    }
  },
  build: ({ inputs }, { axis }, scope) =>
    scope.op(concat, { inputs }, { axis: axisFrom(axis, inputs[0]?.shape.length ?? 0) }),
  keras: {
    write: ({ axis }) => [{ className: 'Concatenate', config: { axis } }],
    read: { className: 'Concatenate', defaults: { axis: -1 }, parameters: ({ axis }) => ({ axis }) }
  },
  examples: [
    {
      inputs: {
        inputs: [
          [4, 3, 2],
          [4, 3, 1],
          [4, 3, 3]
        ]
      }
    },
    {
      inputs: {
        inputs: [
          [2, 3, 2],
          [4, 3, 2]
        ]
      },
      parameters: { axis: 1 }
    },
    { inputs: { inputs: [[5], [2]] } }
  ]
})

export const concatenateAxis = defineProblem<{ readonly axis: number; readonly shape: readonly number[] }>(
  'concatenate/axis',
  'error',
  ({ axis, shape }) => ({
    message: `Axis ${axis} does not exist in ${shapeText(shape)}; its axes are 1 to ${shape.length}, and −1 is the last.`,
    fix: 'Set the axis to −1 to lay channels behind channels.',
    repair: { label: 'Axis −1', parameters: { axis: -1 } }
  })
)

export const concatenateShapes = defineProblem<{
  readonly shapes: readonly (readonly number[])[]
  readonly isOnChannels: boolean
}>('concatenate/shapes-differ', 'error', ({ shapes, isOnChannels }) => ({
  message: `The inputs are ${shapes.map(shapeText).join(' and ')}: all sizes but ${
    isOnChannels ? 'the channels' : 'that of the growing axis'
  } must be equal.`,
  fix: isOnChannels
    ? 'Give the branches the same strides and padding, so that rows and columns agree.'
    : 'Bring the other axes to the same sizes.'
}))
