import { softplus } from '../../ops/activations.ts'
import { equal, greaterEqual, multiply, subtract } from '../../ops/arithmetic.ts'
import { cast } from '../../ops/cast.ts'
import { constant, scalar } from '../../ops/constant.ts'
import { reshape } from '../../ops/reshape.ts'
import { batch, sizeOf, type Tensor } from '../../ops/tensor.ts'
import { checkAppliedOnce } from '../applied-twice.ts'
import { accuracyOf, isLabel } from '../class-labels.ts'
import { defineLayer, type LayerScope } from '../define-layer.ts'
import { labelSmoothing } from '../label-smoothing.ts'
import { binaryTarget, checkTarget, sampleMean, targetOf } from '../loss-target.ts'
import { lossWeight, weighted } from '../loss-weight.ts'
import { plus, times } from '../with-number.ts'

/** 1 where the value says class 1, from probability one half on, and the label does too. */
function binaryAccuracy(prediction: Tensor, label: Tensor, scope: LayerScope): Tensor {
  const row = scope.op(reshape, { input: prediction }, { shape: [batch] })
  const isSecond = scope.op(greaterEqual, { left: row, right: scope.op(constant, {}, scalar(0)) })
  const predicted = scope.op(cast, { input: isSecond }, { to: 'int32' })
  return scope.op(cast, { input: scope.op(equal, { left: predicted, right: label }) }, { to: 'float32' })
}

export const binaryCrossEntropy = defineLayer({
  type: 'binaryCrossEntropy',
  version: 1,
  label: 'Binary cross-entropy',
  family: 'loss',
  summary:
    'Trains yes-or-no answers, each on its own, from values before sigmoid: one value for two classes, one for each of several labels, or one for each pixel.',
  source: 'Keras BinaryCrossentropy(from_logits=True)',
  inputs: { prediction: { rank: { min: 1 } }, target: {} },
  outputs: [],
  parameters: { labelSmoothing, weight: lossWeight },
  describe: ({ weight }) => `weight ${weight}`,
  check({ prediction, target }, _, check) {
    const isOneOfTwo = isLabel(target) && sizeOf(prediction, -1) === 1 && check.classes('target') === 2
    if (!isOneOfTwo) checkTarget(prediction, target, check)
    checkAppliedOnce('sigmoid', check)
  },
  build({ prediction, target }, { labelSmoothing: smoothing, weight }, scope) {
    const isOne = isLabel(target) && sizeOf(prediction, -1) === 1
    const aim = isOne ? binaryTarget(target, scope) : targetOf(prediction, target, scope)
    const smooth = smoothing === 0 ? aim : plus(times(aim, 1 - smoothing, scope), smoothing / 2, scope)
    // −z log σ(x) − (1 − z) log(1 − σ(x)) = log(1 + exp(x)) − x · z
    const each = scope.op(subtract, {
      left: scope.op(softplus, { input: prediction }),
      right: scope.op(multiply, { left: prediction, right: smooth })
    })
    const loss = weighted(sampleMean(each, scope), weight, scope)
    if (!isLabel(target)) return { loss }
    return { loss, accuracy: (isOne ? binaryAccuracy : accuracyOf)(prediction, target, scope) }
  },
  examples: [
    { inputs: { prediction: [1], target: [] } },
    { inputs: { prediction: [4], target: [] }, parameters: { labelSmoothing: 0.1 } },
    { inputs: { prediction: [3, 2, 1], target: [3, 2, 1] }, parameters: { weight: 2 } }
  ]
})
