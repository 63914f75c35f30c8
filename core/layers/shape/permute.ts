import { sampleShape, shapeText } from '../../ops/tensor.ts'
import { transpose } from '../../ops/shape/transpose.ts'
import { list } from '../../parameters.ts'
import { defineProblem } from '../../problem.ts'
import { defineLayer } from '../define-layer.ts'

export const permute = defineLayer({
  type: 'permute',
  version: 1,
  label: 'Permute',
  family: 'shape',
  summary: 'Puts the axes in another order: 2 × 1 × 3 swaps rows and columns.',
  source: 'Keras Permute',
  inputs: { input: { rank: { min: 1 } } },
  parameters: {
    dims: list({
      default: [2, 1, 3],
      min: 1,
      max: 8,
      minLength: 1,
      maxLength: 8,
      label: 'Order',
      help: 'Which axis of the input stands at each place, counted from 1 as in Keras.'
    })
  },
  describe: ({ dims }) => dims.join(', '),
  check({ input }, { dims }, check) {
    const shape = sampleShape(input)
    const isOrder = dims.length === shape.length && shape.every((_, axis) => dims.includes(axis + 1))
    if (!isOrder) check.report(permuteOrder, { dims, shape }, { parameter: 'dims' })
  },
  build: ({ input }, { dims }, scope) => scope.op(transpose, { input }, { order: [0, ...dims] }),
  window: ({ dims }, { input }) =>
    dims.every((axis, position) => axis === position + 1) || input.shape.length === 2
      ? { size: [1, 1], stride: [1, 1] }
      : 'all',
  keras: {
    write: ({ dims }) => [{ className: 'Permute', config: { dims } }],
    read: { className: 'Permute', defaults: {}, parameters: ({ dims }) => ({ dims }) }
  },
  keepsLinear: true,
  examples: [{ inputs: { input: [2, 3, 4] } }, { inputs: { input: [2, 3] }, parameters: { dims: [2, 1] } }]
})

export const permuteOrder = defineProblem<{ readonly dims: readonly number[]; readonly shape: readonly number[] }>(
  'permute/order',
  'error',
  ({ dims, shape }) => {
    const order = shape.map((_, axis) => axis + 1)
    return {
      message: `${dims.join(', ')} is no order of the axes of ${shapeText(shape)}, which are ${order.join(', ')}.`,
      fix: `Name each of ${order.join(', ')} once.`,
      repair: { label: `Order ${order.join(', ')}`, parameters: { dims: order } }
    }
  }
)
