import { subtract } from '../../ops/elementwise/arithmetic.ts'
import { logSoftmax } from '../../ops/classes/log-softmax.ts'
import { softmaxCrossEntropyWithLogits } from '../../ops/classes/softmax-cross-entropy-with-logits.ts'
import type { Tensor } from '../../ops/define-op.ts'
import { checkAppliedOnce } from '../targets/applied-twice.ts'
import { checkClassTarget, classMetrics } from '../targets/class-labels.ts'
import { defineLayer } from '../define-layer.ts'
import { labelSmoothing } from '../targets/label-smoothing.ts'
import { sampleMean } from '../targets/loss-target.ts'
import { lossWeight, weighted } from '../targets/loss-weight.ts'
import { times } from '../with-number.ts'

export const softmaxCrossEntropy = defineLayer({
  type: 'softmaxCrossEntropy',
  version: 1,
  label: 'Softmax loss',
  family: 'loss',
  summary:
    'Trains a classifier, of images or of their pixels: minus the logarithm of the probability that softmax gives to the right class.',
  source: 'Keras CategoricalCrossentropy(from_logits=True)',
  inputs: { prediction: { rank: { min: 1 } }, target: { roles: ['label', 'mask'] } },
  outputs: [],
  parameters: { labelSmoothing, weight: lossWeight },
  describe: ({ weight }) => `weight ${weight}`,
  check({ prediction, target }, _, check) {
    checkClassTarget(prediction, target, check)
    checkAppliedOnce('softmax', check)
  },
  build({ prediction, target }, { labelSmoothing: smoothing, weight }, scope) {
    const positions = scope.op(softmaxCrossEntropyWithLogits, { logits: prediction, labels: target })
    const sharp = target.shape.length === 1 ? positions : sampleMean(positions, scope)
    const even = (): Tensor => sampleMean(scope.op(logSoftmax, { input: prediction }), scope)
    const loss =
      smoothing === 0
        ? sharp
        : scope.op(subtract, { left: times(sharp, 1 - smoothing, scope), right: times(even(), smoothing, scope) })
    return { loss: weighted(loss, weight, scope) }
  },
  metrics: ({ prediction, target }, _, op) => classMetrics(prediction, target, op),
  examples: [
    { inputs: { prediction: [10], target: [] } },
    { inputs: { prediction: [3], target: [] }, parameters: { weight: 0.3 } },
    { inputs: { prediction: [4], target: [] }, parameters: { labelSmoothing: 0.1 } },
    { inputs: { prediction: [2, 3, 4], target: [2, 3] } },
    { inputs: { prediction: [2, 2, 9], target: [2, 2] }, parameters: { labelSmoothing: 0.1, weight: 2 } }
  ]
})
