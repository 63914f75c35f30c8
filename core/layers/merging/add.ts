import { add as addTwo } from '../../ops/elementwise/arithmetic.ts'
import { isSameShape } from '../../ops/shape-rules.ts'
import { sampleShape, shapeText } from '../../ops/tensor.ts'
import { defineProblem } from '../../problem.ts'
import { defineLayer } from '../define-layer.ts'

export const add = defineLayer({
  type: 'add',
  version: 1,
  label: 'Add',
  family: 'merging',
  summary: 'Adds its inputs value by value: where a shortcut joins its branch again.',
  source: 'Keras Add; He et al., "Deep residual learning for image recognition", 2015',
  inputs: { inputs: { rank: { min: 1 }, many: true } },
  parameters: {},
  check({ inputs }, _, check) {
    const shapes = inputs.map(sampleShape)
    const differs = shapes.some(shape => !isSameShape(shape, shapes[0] ?? []))
    if (differs) check.report(addShapes, { shapes }, { port: 'inputs' })
  },
  build: ({ inputs }, _, scope) => inputs.reduce((left, right) => scope.op(addTwo, { left, right })),
  keras: {
    write: () => [{ className: 'Add', config: {} }],
    read: { className: 'Add', defaults: {} }
  },
  examples: [
    {
      inputs: {
        inputs: [
          [4, 3, 2],
          [4, 3, 2]
        ]
      }
    },
    { inputs: { inputs: [[5], [5], [5]] } }
  ]
})

export const addShapes = defineProblem<{ readonly shapes: readonly (readonly number[])[] }>(
  'add/shapes-differ',
  'error',
  ({ shapes }) => ({
    message: `The inputs are ${shapes.map(shapeText).join(' and ')}: only equal shapes can be added.`,
    fix: 'Bring them to one shape, with a 1×1 convolution on the shortcut for the channels and its stride for rows and columns.'
  })
)
