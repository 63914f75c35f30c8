import { assert } from '../../assert.ts'
import { divide, maximum, square, sqrt } from '../../ops/elementwise/arithmetic.ts'
import { batchMatMul } from '../../ops/linear-algebra/batch-mat-mul.ts'
import { constant, scalar } from '../../ops/sources/constant.ts'
import { sum } from '../../ops/reduction/reduce.ts'
import { reshape } from '../../ops/shape/reshape.ts'
import type { Tensor } from '../../ops/define-op.ts'
import { batch, elementCount, sampleShape, shapeText, sizeOf } from '../../ops/tensor.ts'
import { transpose } from '../../ops/shape/transpose.ts'
import { pair, toggle } from '../../parameters.ts'
import { defineProblem } from '../../problem.ts'
import { defineLayer, type LayerScope } from '../define-layer.ts'
import { checkTwo } from '../merge.ts'

/** Keras's axis, which counts the batch as 0 and from the end below 0, as an axis of the tensor. */
function axisFrom(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis
}

/** All axes of a sample but one, in order. */
function others(input: Tensor, axis: number): readonly number[] {
  return input.shape.map((_, position) => position).filter(position => position !== 0 && position !== axis)
}

function turned(input: Tensor, order: readonly number[], scope: LayerScope): Tensor {
  return order.every((axis, position) => axis === position) ? input : scope.op(transpose, { input }, { order })
}

/** Length 1 along an axis; Keras's least length is 1e-7. */
function normalized(input: Tensor, axis: number, scope: LayerScope): Tensor {
  const squared = scope.op(sum, { input: scope.op(square, { input }) }, { axes: [axis], keepAxes: true })
  const least = scope.op(maximum, { left: squared, right: scope.op(constant, {}, scalar(1e-14)) })
  return scope.op(divide, { left: input, right: scope.op(sqrt, { input: least }) })
}

export const dot = defineLayer({
  type: 'dot',
  version: 1,
  label: 'Dot',
  family: 'merging',
  summary:
    'Multiplies two inputs along an axis and adds up: how alike two vectors are, or how each place answers to each.',
  source: 'Keras Dot',
  inputs: { inputs: { rank: { min: 1 }, many: true } },
  parameters: {
    axes: pair({
      default: [-1, -1],
      min: -8,
      max: 8,
      help: 'The axis of each input that is added up over, counted as in Keras: −1 is the last, 1 the first behind the batch.'
    }),
    normalize: toggle({
      default: false,
      label: 'Normalize',
      help: 'Brings the vectors to length 1 first: the result is the cosine of their angle.'
    })
  },
  describe: ({ axes, normalize }) => `axes ${axes.join(' and ')}${normalize ? ', cosine' : ''}`,
  check({ inputs }, { axes }, check) {
    if (!checkTwo('Dot', inputs, check)) return
    const shapes = inputs.map(sampleShape)
    const positions = shapes.map((shape, index) => axisFrom(axes[index === 0 ? 0 : 1], shape.length + 1) - 1)
    const sizes = shapes.map((shape, index) => shape[positions[index] ?? 0])
    if (sizes[0] === undefined || sizes[0] !== sizes[1]) check.report(dotAxes, { axes, shapes }, { parameter: 'axes' })
  },
  build({ inputs }, { axes, normalize }, scope) {
    const [first, second] = inputs
    assert(first !== undefined && second !== undefined, 'A dot product has two inputs.')
    const [firstAxis, secondAxis] = [axisFrom(axes[0], first.shape.length), axisFrom(axes[1], second.shape.length)]
    const [left, right] = normalize
      ? [normalized(first, firstAxis, scope), normalized(second, secondAxis, scope)]
      : [first, second]
    const [rows, columns] = [others(left, firstAxis), others(right, secondAxis)]
    const sizesOf = (input: Tensor, positions: readonly number[]): readonly number[] =>
      positions.map(position => sizeOf(input, position))
    const [rowSizes, columnSizes] = [sizesOf(left, rows), sizesOf(right, columns)]
    const inner = sizeOf(left, firstAxis)
    const matrix = (input: Tensor, shape: readonly number[]): Tensor =>
      scope.op(reshape, { input }, { shape: [batch, ...shape] })
    const product = scope.op(batchMatMul, {
      left: matrix(turned(left, [0, ...rows, firstAxis], scope), [elementCount(rowSizes), inner]),
      right: matrix(turned(right, [0, secondAxis, ...columns], scope), [inner, elementCount(columnSizes)])
    })
    const shape = [...rowSizes, ...columnSizes]
    return matrix(product, shape.length === 0 ? [1] : shape)
  },
  window: () => 'all',
  keras: {
    write: ({ axes, normalize }) => [{ className: 'Dot', config: { axes, normalize } }],
    read: {
      className: 'Dot',
      defaults: { normalize: false },
      // One number stands for the same axis of both inputs.
      settle: ({ axes, ...options }) => ({ ...options, axes: typeof axes === 'number' ? [axes, axes] : axes }),
      parameters: ({ axes, normalize }) => ({ axes, normalize })
    }
  },
  examples: [
    { inputs: { inputs: [[5], [5]] } },
    {
      inputs: {
        inputs: [
          [2, 3],
          [4, 2]
        ]
      },
      parameters: { axes: [1, 2] }
    },
    { inputs: { inputs: [[4, 3], [3]] }, parameters: { axes: [2, 1] } },
    { inputs: { inputs: [[5], [5]] }, parameters: { normalize: true } },
    {
      inputs: {
        inputs: [
          [2, 3, 4],
          [3, 2]
        ]
      },
      parameters: { axes: [2, 1] }
    }
  ]
})

export const dotAxes = defineProblem<{
  readonly axes: readonly number[]
  readonly shapes: readonly (readonly number[])[]
}>('dot/axes', 'error', ({ axes, shapes }) => ({
  message: `Axis ${axes[0]} of ${shapeText(shapes[0] ?? [])} and axis ${axes[1]} of ${shapeText(shapes[1] ?? [])} are not of the same size.`,
  fix: 'Choose two axes of the same size; 1 is the first axis behind the batch, −1 the last.'
}))
