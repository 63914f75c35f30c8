import { reshape } from '../ops/shape/reshape.ts'
import type { Tensor } from '../ops/define-op.ts'
import { batch, sampleShape, shapeText, type TensorType } from '../ops/tensor.ts'
import { defineProblem } from '../problem.ts'
import type { LayerCheck, LayerScope } from './define-layer.ts'

/** A shape with axes of 1 in front: Keras puts them right behind the batch. */
function extended(shape: readonly number[], rank: number): readonly number[] {
  return [...new Array<number>(rank - shape.length).fill(1), ...shape]
}

/** Inputs of one rank, so that a row of channels meets every place of an image, as in Keras. */
export function aligned(inputs: readonly Tensor[], scope: LayerScope): readonly Tensor[] {
  const rank = Math.max(...inputs.map(({ shape }) => shape.length)) - 1
  return inputs.map(input => {
    const shape = sampleShape(input)
    if (shape.length === rank) return input
    return scope.op(reshape, { input }, { shape: [batch, ...extended(shape, rank)] })
  })
}

/** Reports inputs that are neither of one shape nor brought to one by repeating axes of 1. */
export function checkMerge(inputs: readonly TensorType[], check: LayerCheck): void {
  const shapes = inputs.map(sampleShape)
  const rank = Math.max(...shapes.map(shape => shape.length))
  const full = shapes.map(shape => extended(shape, rank))
  const fits = Array.from({ length: rank }, (_, axis) => new Set(full.map(shape => shape[axis]).filter(n => n !== 1)))
  if (fits.some(sizes => sizes.size > 1)) check.report(mergeShapes, { shapes }, { port: 'inputs' })
}

/** Reports more inputs than the two that a difference or a product of vectors has. True when there are two. */
export function checkTwo(label: string, inputs: readonly TensorType[], check: LayerCheck): boolean {
  if (inputs.length === 2) return true
  check.report(mergeTwo, { label, count: inputs.length }, { port: 'inputs' })
  return false
}

export const mergeShapes = defineProblem<{ readonly shapes: readonly (readonly number[])[] }>(
  'merge/shapes-differ',
  'error',
  ({ shapes }) => ({
    message: `The inputs are ${shapes.map(shapeText).join(' and ')}: each axis must be of one size in all of them, or 1.`,
    fix: 'Bring them to one shape, with a 1×1 convolution for the channels and strides or pooling for rows and columns.'
  })
)

export const mergeTwo = defineProblem<{ readonly label: string; readonly count: number }>(
  'merge/not-two',
  'error',
  ({ label, count }) => ({
    message: `${label} takes two inputs and has ${count}.`,
    fix: 'Remove edges until two are left.'
  })
)
