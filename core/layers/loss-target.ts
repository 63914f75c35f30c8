import { cast } from '../ops/cast.ts'
import { oneHot } from '../ops/classes.ts'
import { mean } from '../ops/mean.ts'
import { reshape } from '../ops/reshape.ts'
import { isSameShape } from '../ops/shape-rules.ts'
import { batch, sampleShape, shapeText, sizeOf, type Tensor, type TensorType } from '../ops/tensor.ts'
import { defineProblem } from '../problem.ts'
import { checkClasses, isLabel } from './class-labels.ts'
import type { LayerCheck, LayerScope } from './define-layer.ts'

/** Reports a target that is neither of the prediction's shape nor a class label for a row of values. */
export function checkTarget(prediction: TensorType, target: TensorType, check: LayerCheck): void {
  const [values, compared] = [sampleShape(prediction), sampleShape(target)]
  if (isLabel(target) && values.length === 1) checkClasses(prediction, check)
  else if (isLabel(target) || !isSameShape(values, compared)) {
    check.report(targetShape, { values, target: isLabel(target) ? undefined : compared }, { port: 'target' })
  }
}

/** The target in the prediction's shape: a label becomes 1 for its class and 0 for the others. */
export function targetOf(prediction: Tensor, target: Tensor, scope: LayerScope): Tensor {
  return isLabel(target) ? scope.op(oneHot, { input: target }, { depth: sizeOf(prediction, -1) }) : target
}

/** A label of two classes as 0 or 1 for the one value that says how likely the second class is: [batch, 1]. */
export function binaryTarget(label: Tensor, scope: LayerScope): Tensor {
  return scope.op(reshape, { input: scope.op(cast, { input: label }, { to: 'float32' }) }, { shape: [batch, 1] })
}

/** One number a sample: the mean over all of its values. */
export function sampleMean(values: Tensor, scope: LayerScope): Tensor {
  const axes = values.shape.map((_, axis) => axis).slice(1)
  return scope.op(mean, { input: values }, { axes, keepAxes: false })
}

export const targetShape = defineProblem<{
  readonly values: readonly number[]
  /** Undefined for a class label. */
  readonly target: readonly number[] | undefined
}>('loss/target-shape', 'error', ({ values, target }) => ({
  message: `The prediction is ${shapeText(values)}, the target ${target === undefined ? 'a class label' : shapeText(target)}.`,
  fix:
    target === undefined
      ? 'End the network in one row of values, one for each class, or join an image to the target.'
      : `Bring the prediction to ${shapeText(target)}.`
}))
