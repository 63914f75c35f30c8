import { add, square, subtract } from '../../ops/elementwise/arithmetic.ts'
import { absolute, relu } from '../../ops/elementwise/unary.ts'
import { number } from '../../parameters.ts'
import { defineLayer } from '../define-layer.ts'
import { checkTarget, sampleMean, targetOf, valueMetrics } from '../targets/loss-target.ts'
import { lossWeight, weighted } from '../targets/loss-weight.ts'
import { plus, times } from '../with-number.ts'

export const huber = defineLayer({
  type: 'huber',
  version: 1,
  label: 'Huber loss',
  family: 'loss',
  summary:
    'Squares small differences from the target and takes large ones as they are, so that outliers do not rule. Also called smooth L1.',
  source:
    'Keras Huber; Huber, "Robust estimation of a location parameter", 1964; smooth L1 with delta 1, Girshick, "Fast R-CNN", 2015',
  inputs: { prediction: { rank: { min: 1 } }, target: { roles: ['label', 'value', 'image', 'mask'] } },
  outputs: [],
  parameters: {
    delta: number({ default: 1, min: 0.001, max: 1000, help: 'Differences up to here are squared.' }),
    weight: lossWeight
  },
  describe: ({ delta, weight }) => `delta ${delta}, weight ${weight}`,
  check({ prediction, target }, _, check) {
    checkTarget(prediction, target, check)
  },
  build({ prediction, target }, { delta, weight }, scope) {
    const difference = scope.op(subtract, { left: prediction, right: targetOf(prediction, target, scope) })
    const size = scope.op(absolute, { input: difference })
    const beyond = scope.op(relu, { input: plus(size, -delta, scope) })
    const within = scope.op(square, { input: scope.op(subtract, { left: size, right: beyond }) })
    const each = scope.op(add, { left: times(within, 0.5, scope), right: times(beyond, delta, scope) })
    return { loss: weighted(sampleMean(each, scope), weight, scope) }
  },
  metrics: ({ prediction, target }, _, op) => valueMetrics(prediction, target, op),
  examples: [
    { inputs: { prediction: [4], target: [] } },
    { inputs: { prediction: [3, 4, 2], target: [3, 4, 2] }, parameters: { delta: 0.4, weight: 2 } }
  ]
})
