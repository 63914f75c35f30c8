import { meanAbsoluteErrorOf } from '../../metrics/mean-absolute-error.ts'
import type { Measurement } from '../../metrics/metric.ts'
import { cast } from '../../ops/elementwise/cast.ts'
import { oneHot } from '../../ops/classes/classes.ts'
import type { Emit, Tensor } from '../../ops/define-op.ts'
import { mean } from '../../ops/reduction/mean.ts'
import { reshape } from '../../ops/shape/reshape.ts'
import { isSameShape } from '../../ops/shape-rules.ts'
import { sampleShape, shapeText, sizeOf, type TensorType } from '../../ops/tensor.ts'
import { defineProblem } from '../../problem.ts'
import { checkClassTarget, classMetrics, targetKind } from './class-labels.ts'
import type { LayerCheck, LayerScope } from '../define-layer.ts'

/** Reports a target that is neither of the prediction's shape nor a class for each row of its values. */
export function checkTarget(prediction: TensorType, target: TensorType, check: LayerCheck): void {
  if (targetKind(target) !== 'values') {
    checkClassTarget(prediction, target, check)
    return
  }
  const [values, compared] = [sampleShape(prediction), sampleShape(target)]
  if (!isSameShape(values, compared)) check.report(targetShape, { values, target: compared }, { port: 'target' })
}

/** The target in the prediction's shape: a class becomes 1 in its own place and 0 in the others. */
export function targetOf(prediction: Tensor, target: Tensor, scope: LayerScope): Tensor {
  if (targetKind(target) === 'values') return target
  return scope.op(oneHot, { input: target }, { depth: sizeOf(prediction, -1) })
}

/** Two classes as 0 or 1 for the one value that says how likely the second class is: [batch, ..., 1]. */
export function binaryTarget(target: Tensor, scope: LayerScope): Tensor {
  return scope.op(
    reshape,
    { input: scope.op(cast, { input: target }, { to: 'float32' }) },
    { shape: [...target.shape, 1] }
  )
}

/** How far a prediction is from its target, or how well it tells classes apart where the target is one. */
export function valueMetrics(prediction: Tensor, target: Tensor, op: Emit): readonly Measurement[] {
  if (targetKind(target) !== 'values') return classMetrics(prediction, target, op)
  return [meanAbsoluteErrorOf(prediction, target, op)]
}

/** One number a sample: the mean over all of its values. */
export function sampleMean(values: Tensor, scope: LayerScope): Tensor {
  const axes = values.shape.map((_, axis) => axis).slice(1)
  return scope.op(mean, { input: values }, { axes, keepAxes: false })
}

export const targetShape = defineProblem<{
  readonly values: readonly number[]
  readonly target: readonly number[]
}>('loss/target-shape', 'error', ({ values, target }) => ({
  message: `The prediction is ${shapeText(values)}, the target ${shapeText(target)}.`,
  fix: `Bring the prediction to ${shapeText(target)}.`
}))
