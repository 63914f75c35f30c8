import { equal } from '../ops/arithmetic.ts'
import { cast } from '../ops/cast.ts'
import { argMax } from '../ops/classes.ts'
import { sampleShape, shapeText, sizeOf, type Tensor, type TensorType } from '../ops/tensor.ts'
import { defineProblem } from '../problem.ts'
import type { LayerCheck, LayerScope } from './define-layer.ts'

/** A class label a sample, rather than numbers to compare with. */
export function isLabel(target: TensorType): boolean {
  return target.dtype === 'int32' && target.shape.length === 1
}

/** 1 where the largest value of the prediction is at the label, 0 elsewhere: [batch]. */
export function accuracyOf(prediction: Tensor, label: Tensor, scope: LayerScope): Tensor {
  const predicted = scope.op(argMax, { input: prediction }, { axis: 1 })
  return scope.op(cast, { input: scope.op(equal, { left: predicted, right: label }) }, { to: 'float32' })
}

/** Reports a prediction that has not one value for each class of the labels that it is compared with. */
export function checkClasses(prediction: TensorType, check: LayerCheck): void {
  const classes = check.classes('target')
  const values = sizeOf(prediction, -1)
  if (classes === undefined || classes === values) return
  const last = check.source('prediction')
  const sized = last !== undefined && Object.hasOwn(last.parameters, 'units') ? last.node : undefined
  check.report(classCount, { classes, values, sized }, { port: 'prediction' })
}

export const classCount = defineProblem<{
  readonly classes: number
  readonly values: number
  /** The node that gives the prediction, where a number of units says how many values. */
  readonly sized: string | undefined
}>('loss/class-count', 'error', ({ classes, values, sized }) => ({
  message: `The labels have ${classes} classes, the prediction has ${values} ${values === 1 ? 'value' : 'values'}.`,
  fix: `Give the last layer one unit for each class: ${classes}.`,
  ...(sized === undefined ? {} : { repair: { label: `${classes} units`, node: sized, parameters: { units: classes } } })
}))

export const targetNotLabel = defineProblem<{ readonly target: TensorType }>(
  'loss/target-not-label',
  'error',
  ({ target }) => ({
    message: `The target is ${shapeText(sampleShape(target))}; this loss compares with one class label a sample.`,
    fix: "Join the data node's label to the target, or use the mean squared error to compare with images."
  })
)
