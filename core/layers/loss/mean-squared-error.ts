import { square, subtract } from '../../ops/elementwise/arithmetic.ts'
import { defineLayer } from '../define-layer.ts'
import { checkTarget, sampleMean, targetOf, valueMetrics } from '../targets/loss-target.ts'
import { lossWeight, weighted } from '../targets/loss-weight.ts'

export const meanSquaredError = defineLayer({
  type: 'meanSquaredError',
  version: 1,
  label: 'Mean squared error',
  family: 'loss',
  summary:
    'Mean over the squared differences from the target: an image of the same shape, or 1 for the right class and 0 for the others.',
  source: 'Keras MeanSquaredError',
  inputs: { prediction: { rank: { min: 1 } }, target: { roles: ['label', 'value', 'image', 'mask'] } },
  outputs: [],
  parameters: { weight: lossWeight },
  describe: ({ weight }) => `weight ${weight}`,
  check({ prediction, target }, _, check) {
    checkTarget(prediction, target, check)
  },
  build({ prediction, target }, { weight }, scope) {
    const difference = scope.op(subtract, { left: prediction, right: targetOf(prediction, target, scope) })
    return { loss: weighted(sampleMean(scope.op(square, { input: difference }), scope), weight, scope) }
  },
  metrics: ({ prediction, target }, _, op) => valueMetrics(prediction, target, op),
  examples: [
    { inputs: { prediction: [4], target: [] } },
    { inputs: { prediction: [3, 4, 2], target: [3, 4, 2] }, parameters: { weight: 2 } }
  ]
})
