import { subtract } from '../../ops/elementwise/arithmetic.ts'
import { absolute } from '../../ops/elementwise/unary.ts'
import { defineLayer } from '../define-layer.ts'
import { checkTarget, sampleMean, targetOf, valueMetrics } from '../targets/loss-target.ts'
import { lossWeight, weighted } from '../targets/loss-weight.ts'

export const meanAbsoluteError = defineLayer({
  type: 'meanAbsoluteError',
  version: 1,
  label: 'Mean absolute error',
  family: 'loss',
  summary:
    'Mean over the absolute differences from the target: large mistakes count less than when they are squared. For images and measured values; of classes it learns to predict none.',
  source: 'Keras MeanAbsoluteError',
  inputs: { prediction: { rank: { min: 1 } }, target: { roles: ['label', 'value', 'image', 'mask'] } },
  outputs: [],
  parameters: { weight: lossWeight },
  describe: ({ weight }) => `weight ${weight}`,
  check({ prediction, target }, _, check) {
    checkTarget(prediction, target, check)
  },
  build({ prediction, target }, { weight }, scope) {
    const difference = scope.op(subtract, { left: prediction, right: targetOf(prediction, target, scope) })
    return { loss: weighted(sampleMean(scope.op(absolute, { input: difference }), scope), weight, scope) }
  },
  metrics: ({ prediction, target }, _, op) => valueMetrics(prediction, target, op),
  examples: [
    { inputs: { prediction: [4], target: [] } },
    { inputs: { prediction: [3, 4, 2], target: [3, 4, 2] }, parameters: { weight: 2 } }
  ]
})
