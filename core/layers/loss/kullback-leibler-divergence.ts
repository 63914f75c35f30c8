import { maximum, minimum, multiply, subtract } from '../../ops/elementwise/arithmetic.ts'
import { constant, scalar } from '../../ops/sources/constant.ts'
import { logSoftmax } from '../../ops/classes/log-softmax.ts'
import { sum } from '../../ops/reduction/reduce.ts'
import { log } from '../../ops/elementwise/unary.ts'
import { checkAppliedOnce } from '../targets/applied-twice.ts'
import { classMetrics } from '../targets/class-labels.ts'
import { defineLayer } from '../define-layer.ts'
import { checkTarget, sampleMean, targetOf } from '../targets/loss-target.ts'
import { lossWeight, weighted } from '../targets/loss-weight.ts'

/** Keras's epsilon: the least probability of a target. */
const least = 1e-7

export const kullbackLeiblerDivergence = defineLayer({
  type: 'kullbackLeiblerDivergence',
  version: 1,
  label: 'KL divergence',
  family: 'loss',
  summary:
    'Brings softmax of the prediction close to target probabilities, such as those of another network that this one learns from.',
  source: 'Keras KLDivergence on softmax of the logits; Kullback and Leibler, "On information and sufficiency", 1951',
  inputs: { prediction: { rank: { min: 1 } }, target: { roles: ['label', 'image', 'mask'] } },
  outputs: [],
  parameters: { weight: lossWeight },
  describe: ({ weight }) => `weight ${weight}`,
  check({ prediction, target }, _, check) {
    checkTarget(prediction, target, check)
    checkAppliedOnce('softmax', check)
  },
  build({ prediction, target }, { weight }, scope) {
    const number = (value: number): ReturnType<typeof scope.op> => scope.op(constant, {}, scalar(value))
    const given = targetOf(prediction, target, scope)
    const above = scope.op(maximum, { left: given, right: number(least) })
    const aim = scope.op(minimum, { left: above, right: number(1) })
    const ratio = scope.op(subtract, {
      left: scope.op(log, { input: aim }),
      right: scope.op(logSoftmax, { input: prediction })
    })
    const positions = scope.op(
      sum,
      { input: scope.op(multiply, { left: aim, right: ratio }) },
      { axes: [prediction.shape.length - 1], keepAxes: false }
    )
    return { loss: weighted(prediction.shape.length > 2 ? sampleMean(positions, scope) : positions, weight, scope) }
  },
  metrics: ({ prediction, target }, _, op) => classMetrics(prediction, target, op),
  examples: [
    { inputs: { prediction: [4], target: [4] } },
    { inputs: { prediction: [5], target: [] }, parameters: { weight: 0.5 } },
    { inputs: { prediction: [2, 3, 4], target: [2, 3, 4] } }
  ]
})
