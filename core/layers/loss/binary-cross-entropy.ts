import { classesOf } from '../../data/fields/catalogue.ts'
import { binaryAccuracyOf } from '../../metrics/accuracy.ts'
import { softplus } from '../../ops/elementwise/activations.ts'
import { multiply, subtract } from '../../ops/elementwise/arithmetic.ts'
import { sizeOf, type TensorType } from '../../ops/tensor.ts'
import { checkAppliedOnce } from '../targets/applied-twice.ts'
import { classMetrics, targetKind } from '../targets/class-labels.ts'
import { defineLayer } from '../define-layer.ts'
import { labelSmoothing } from '../targets/label-smoothing.ts'
import { binaryTarget, checkTarget, sampleMean, targetOf } from '../targets/loss-target.ts'
import { lossWeight, weighted } from '../targets/loss-weight.ts'
import { plus, times } from '../with-number.ts'

/** One value tells two classes apart. */
function isOneOfTwo(prediction: TensorType, target: TensorType): boolean {
  return targetKind(target) !== 'values' && sizeOf(prediction, -1) === 1
}

export const binaryCrossEntropy = defineLayer({
  type: 'binaryCrossEntropy',
  version: 1,
  label: 'Binary cross-entropy',
  family: 'loss',
  summary:
    'Trains yes-or-no answers, each on its own, from values before sigmoid: one value for two classes, one for each of several labels, or one for each pixel.',
  source: 'Keras BinaryCrossentropy(from_logits=True)',
  inputs: { prediction: { rank: { min: 1 } }, target: { roles: ['label', 'value', 'image', 'mask'] } },
  outputs: [],
  parameters: { labelSmoothing, weight: lossWeight },
  describe: ({ weight }) => `weight ${weight}`,
  check({ prediction, target }, _, check) {
    const hasTwo = classesOf(check.field('target')).length === 2
    if (!isOneOfTwo(prediction, target) || !hasTwo) checkTarget(prediction, target, check)
    checkAppliedOnce('sigmoid', check)
  },
  build({ prediction, target }, { labelSmoothing: smoothing, weight }, scope) {
    const aim = isOneOfTwo(prediction, target) ? binaryTarget(target, scope) : targetOf(prediction, target, scope)
    const smooth = smoothing === 0 ? aim : plus(times(aim, 1 - smoothing, scope), smoothing / 2, scope)
    // −z log σ(x) − (1 − z) log(1 − σ(x)) = log(1 + exp(x)) − x · z
    const each = scope.op(subtract, {
      left: scope.op(softplus, { input: prediction }),
      right: scope.op(multiply, { left: prediction, right: smooth })
    })
    return { loss: weighted(sampleMean(each, scope), weight, scope) }
  },
  metrics({ prediction, target }, _, op) {
    if (targetKind(target) !== 'values') return classMetrics(prediction, target, op)
    return [binaryAccuracyOf(prediction, target, op)]
  },
  examples: [
    { inputs: { prediction: [1], target: [] } },
    { inputs: { prediction: [4], target: [] }, parameters: { labelSmoothing: 0.1 } },
    { inputs: { prediction: [3, 2, 1], target: [3, 2, 1] }, parameters: { weight: 2 } },
    { inputs: { prediction: [3, 2, 1], target: [3, 2] } }
  ]
})
