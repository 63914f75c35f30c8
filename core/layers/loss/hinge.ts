import { maximum, multiply, subtract } from '../../ops/elementwise/arithmetic.ts'
import { oneHot } from '../../ops/classes/classes.ts'
import { constant, scalar } from '../../ops/sources/constant.ts'
import { reduceMax } from '../../ops/reduction/reduce-max.ts'
import { sum } from '../../ops/reduction/reduce.ts'
import type { Tensor } from '../../ops/define-op.ts'
import { sizeOf } from '../../ops/tensor.ts'
import { relu } from '../../ops/elementwise/unary.ts'
import { choice, number } from '../../parameters.ts'
import { checkClassTarget, classMetrics } from '../targets/class-labels.ts'
import { defineLayer, type LayerScope } from '../define-layer.ts'
import { lossWeight, weighted } from '../targets/loss-weight.ts'
import { plus, times } from '../with-number.ts'

const axes = [1] as const

/** What every other class lacks to be `margin` below the right one, added up. */
function overAll(scores: Tensor, isRight: Tensor, margin: number, scope: LayerScope): Tensor {
  const right = scope.op(sum, { input: scope.op(multiply, { left: scores, right: isRight }) }, { axes, keepAxes: true })
  const margins = scope.op(relu, { input: plus(scope.op(subtract, { left: scores, right }), margin, scope) })
  const isOther = plus(times(isRight, -1, scope), 1, scope)
  return scope.op(sum, { input: scope.op(multiply, { left: margins, right: isOther }) }, { axes, keepAxes: false })
}

/** What the best of the others, or 0, lacks to be `margin` below the right one. */
function overWorst(scores: Tensor, isRight: Tensor, margin: number, scope: LayerScope): Tensor {
  const right = scope.op(
    sum,
    { input: scope.op(multiply, { left: scores, right: isRight }) },
    { axes, keepAxes: false }
  )
  const isOther = plus(times(isRight, -1, scope), 1, scope)
  const others = scope.op(multiply, { left: scores, right: isOther })
  const best = scope.op(reduceMax, { input: others }, { axes, keepAxes: false })
  const lacking = plus(scope.op(subtract, { left: best, right }), margin, scope)
  return scope.op(maximum, { left: lacking, right: scope.op(constant, {}, scalar(0)) })
}

export const hinge = defineLayer({
  type: 'hinge',
  version: 1,
  label: 'Hinge loss',
  family: 'loss',
  summary:
    'Trains a classifier as a support vector machine does: asks only that the right class is ahead of the others by a margin.',
  source:
    'Weston and Watkins, "Support vector machines for multi-class pattern recognition", 1999, as in Stanford CS231n; over the worst, Keras CategoricalHinge',
  inputs: { prediction: { rank: { min: 1, max: 1 } }, target: { roles: ['label'] } },
  outputs: [],
  parameters: {
    form: choice(['all', 'worst'], {
      default: 'all',
      optionLabels: { all: 'All others', worst: 'The worst' },
      help: 'All others: adds up what each class lacks (Weston and Watkins). The worst: only the highest of the others and 0 count (Keras).'
    }),
    margin: number({ default: 1, min: 0, max: 1000, help: 'How far ahead the right class has to be.' }),
    weight: lossWeight
  },
  describe: ({ margin, weight }) => `margin ${margin}, weight ${weight}`,
  check({ prediction, target }, _, check) {
    checkClassTarget(prediction, target, check)
  },
  build({ prediction, target }, { form, margin, weight }, scope) {
    const isRight = scope.op(oneHot, { input: target }, { depth: sizeOf(prediction, -1) })
    const each = (form === 'all' ? overAll : overWorst)(prediction, isRight, margin, scope)
    return { loss: weighted(each, weight, scope) }
  },
  metrics: ({ prediction, target }, _, op) => classMetrics(prediction, target, op),
  examples: [
    { inputs: { prediction: [5], target: [] } },
    { inputs: { prediction: [4], target: [] }, parameters: { form: 'worst', weight: 2 } },
    { inputs: { prediction: [4], target: [] }, parameters: { margin: 0.25 } }
  ]
})
