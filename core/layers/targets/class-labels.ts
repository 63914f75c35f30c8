import { classesOf } from '../../data/fields/catalogue.ts'
import { accuracyOf } from '../../metrics/accuracy.ts'
import { meanIoUOf } from '../../metrics/mean-iou.ts'
import type { Measurement } from '../../metrics/metric.ts'
import { pixelAccuracyOf } from '../../metrics/pixel-accuracy.ts'
import type { Emit, Tensor } from '../../ops/define-op.ts'
import { isSameShape } from '../../ops/shape-rules.ts'
import { sampleShape, shapeText, sizeOf, type TensorType } from '../../ops/tensor.ts'
import { defineProblem } from '../../problem.ts'
import type { LayerCheck } from '../define-layer.ts'

/** What a loss compares with: one class a sample, one class a pixel, or numbers. */
export type TargetKind = 'label' | 'classMap' | 'values'

export function targetKind({ role }: TensorType): TargetKind {
  return role === 'label' ? 'label' : role === 'mask' ? 'classMap' : 'values'
}

/** How well classes are told apart; nothing where the target is no class. */
export function classMetrics(prediction: Tensor, target: Tensor, op: Emit): readonly Measurement[] {
  switch (targetKind(target)) {
    case 'label':
      return [accuracyOf(prediction, target, op)]
    case 'classMap':
      return [meanIoUOf(prediction, target, op), pixelAccuracyOf(prediction, target, op)]
    case 'values':
      return []
  }
}

/** Reports a target that does not name one class for each row of values that is predicted. */
export function checkClassTarget(prediction: TensorType, target: TensorType, check: LayerCheck): void {
  const values = sampleShape(prediction)
  if (targetKind(target) === 'values') check.report(targetNotClass, { target }, { port: 'target' })
  else if (isSameShape(values.slice(0, -1), sampleShape(target))) checkClasses(prediction, check)
  else check.report(targetPositions, { values, target: sampleShape(target) }, { port: 'target' })
}

/** Reports a prediction that has not one value for each class of the labels that it is compared with. */
export function checkClasses(prediction: TensorType, check: LayerCheck): void {
  const classes = classesOf(check.field('target')).length
  const values = sizeOf(prediction, -1)
  if (classes === 0 || classes === values) return
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

export const targetPositions = defineProblem<{
  readonly values: readonly number[]
  readonly target: readonly number[]
}>('loss/target-places', 'error', ({ values, target }) => ({
  message: `The prediction is ${shapeText(values)}, the target ${target.length === 0 ? 'a class label' : `a class for each of ${shapeText(target)} pixels`}.`,
  fix:
    target.length === 0
      ? 'End the network in one row of values, one for each class.'
      : `Bring the prediction to ${shapeText(target)}, with one value for each class.`
}))

export const targetNotClass = defineProblem<{ readonly target: TensorType }>(
  'loss/target-not-class',
  'error',
  ({ target }) => ({
    message: `The target is ${shapeText(sampleShape(target))}; this loss compares with classes, one a sample or one a pixel.`,
    fix: "Join the data node's label to the target, or use the mean squared error to compare with images."
  })
)
