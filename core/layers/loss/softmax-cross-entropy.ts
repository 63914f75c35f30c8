import { subtract } from '../../ops/arithmetic.ts'
import { logSoftmax } from '../../ops/log-softmax.ts'
import { softmaxCrossEntropyWithLogits } from '../../ops/softmax-cross-entropy-with-logits.ts'
import type { Tensor } from '../../ops/tensor.ts'
import { checkAppliedOnce } from '../applied-twice.ts'
import { accuracyOf, checkClasses, isLabel, targetNotLabel } from '../class-labels.ts'
import { defineLayer } from '../define-layer.ts'
import { labelSmoothing } from '../label-smoothing.ts'
import { sampleMean } from '../loss-target.ts'
import { lossWeight, weighted } from '../loss-weight.ts'
import { times } from '../with-number.ts'

export const softmaxCrossEntropy = defineLayer({
  type: 'softmaxCrossEntropy',
  version: 1,
  label: 'Softmax loss',
  family: 'loss',
  summary: 'Trains a classifier: minus the logarithm of the probability that softmax gives to the right class.',
  source: 'Keras CategoricalCrossentropy(from_logits=True)',
  inputs: { prediction: { rank: { min: 1, max: 1 } }, target: {} },
  outputs: [],
  parameters: { labelSmoothing, weight: lossWeight },
  describe: ({ weight }) => `weight ${weight}`,
  check({ prediction, target }, _, check) {
    if (isLabel(target)) checkClasses(prediction, check)
    else check.report(targetNotLabel, { target }, { port: 'target' })
    checkAppliedOnce('softmax', check)
  },
  build({ prediction, target }, { labelSmoothing: smoothing, weight }, scope) {
    const sharp = scope.op(softmaxCrossEntropyWithLogits, { logits: prediction, labels: target })
    const even = (): Tensor => sampleMean(scope.op(logSoftmax, { input: prediction }), scope)
    const loss =
      smoothing === 0
        ? sharp
        : scope.op(subtract, { left: times(sharp, 1 - smoothing, scope), right: times(even(), smoothing, scope) })
    return { loss: weighted(loss, weight, scope), accuracy: accuracyOf(prediction, target, scope) }
  },
  examples: [
    { inputs: { prediction: [10], target: [] } },
    { inputs: { prediction: [3], target: [] }, parameters: { weight: 0.3 } },
    { inputs: { prediction: [4], target: [] }, parameters: { labelSmoothing: 0.1 } }
  ]
})
