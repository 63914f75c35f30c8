import { square, subtract } from '../../ops/arithmetic.ts'
import { oneHot } from '../../ops/classes.ts'
import { mean } from '../../ops/mean.ts'
import { isSameShape } from '../../ops/shape-rules.ts'
import { sampleShape, shapeText, sizeOf } from '../../ops/tensor.ts'
import { defineProblem } from '../../problem.ts'
import { accuracyOf, checkClasses, isLabel } from '../class-labels.ts'
import { defineLayer } from '../define-layer.ts'
import { lossWeight, weighted } from '../loss-weight.ts'

export const meanSquaredError = defineLayer({
  type: 'meanSquaredError',
  version: 1,
  label: 'Mean squared error',
  family: 'loss',
  summary:
    'Mean over the squared differences from the target: a picture of the same shape, or 1 for the right class and 0 for the others.',
  source: 'Keras MeanSquaredError',
  inputs: { prediction: { rank: { min: 1 } }, target: {} },
  outputs: [],
  parameters: { weight: lossWeight },
  describe: ({ weight }) => `weight ${weight}`,
  check({ prediction, target }, _, check) {
    const [values, compared] = [sampleShape(prediction), sampleShape(target)]
    if (isLabel(target) && values.length === 1) checkClasses(prediction, check)
    else if (isLabel(target) || !isSameShape(values, compared)) {
      check.report(targetShape, { values, target: isLabel(target) ? undefined : compared }, { port: 'target' })
    }
  },
  build({ prediction, target }, { weight }, scope) {
    const hasLabel = isLabel(target)
    const aim = hasLabel ? scope.op(oneHot, { input: target }, { depth: sizeOf(prediction, -1) }) : target
    const squared = scope.op(square, { input: scope.op(subtract, { left: prediction, right: aim }) })
    const axes = prediction.shape.map((_, axis) => axis).slice(1)
    const loss = weighted(scope.op(mean, { input: squared }, { axes, keepAxes: false }), weight, scope)
    return hasLabel ? { loss, accuracy: accuracyOf(prediction, target, scope) } : { loss }
  },
  examples: [
    { inputs: { prediction: [4], target: [] } },
    { inputs: { prediction: [3, 4, 2], target: [3, 4, 2] }, parameters: { weight: 2 } }
  ]
})

export const targetShape = defineProblem<{
  readonly values: readonly number[]
  /** Undefined for a class label. */
  readonly target: readonly number[] | undefined
}>('loss/target-shape', 'error', ({ values, target }) => ({
  message: `The prediction is ${shapeText(values)}, the target ${target === undefined ? 'a class label' : shapeText(target)}.`,
  fix:
    target === undefined
      ? 'End the network in one row of values, one for each class, or join a picture to the target.'
      : `Bring the prediction to ${shapeText(target)}.`
}))
