import { softmaxCrossEntropyWithLogits } from '../../ops/softmax-cross-entropy-with-logits.ts'
import { defineProblem } from '../../problem.ts'
import { accuracyOf, checkClasses, isLabel, targetNotLabel } from '../class-labels.ts'
import { defineLayer } from '../define-layer.ts'
import { lossWeight, weighted } from '../loss-weight.ts'

export const softmaxCrossEntropy = defineLayer({
  type: 'softmaxCrossEntropy',
  version: 1,
  label: 'Softmax loss',
  family: 'loss',
  summary: 'Trains a classifier: minus the logarithm of the probability that softmax gives to the right class.',
  source: 'Keras SparseCategoricalCrossentropy(from_logits=True)',
  inputs: { prediction: { rank: { min: 1, max: 1 } }, target: {} },
  outputs: [],
  parameters: { weight: lossWeight },
  describe: ({ weight }) => `weight ${weight}`,
  check({ prediction, target }, _, check) {
    if (isLabel(target)) checkClasses(prediction, check)
    else check.report(targetNotLabel, { target }, { port: 'target' })
    const source = check.source('prediction')
    if (source?.type === 'softmax') check.report(softmaxTwice, { name: source.name, activation: undefined })
    else if (source?.parameters['activation'] === 'softmax') {
      check.report(softmaxTwice, { name: source.name, activation: source.node })
    }
  },
  build({ prediction, target }, { weight }, scope) {
    const loss = scope.op(softmaxCrossEntropyWithLogits, { logits: prediction, labels: target })
    return { loss: weighted(loss, weight, scope), accuracy: accuracyOf(prediction, target, scope) }
  },
  examples: [
    { inputs: { prediction: [10], target: [] } },
    { inputs: { prediction: [3], target: [] }, parameters: { weight: 0.3 } }
  ]
})

export const softmaxTwice = defineProblem<{
  readonly name: string
  /** The node whose activation it is; undefined for a softmax layer. */
  readonly activation: string | undefined
}>('loss/softmax-twice', 'warning', ({ name, activation }) => ({
  message: `${name} already applies softmax, and this loss does it again: gradients fade and training slows down.`,
  fix: 'Hand the loss the values before softmax; an output node turns them into probabilities.',
  ...(activation === undefined
    ? {}
    : { repair: { label: 'Activation linear', node: activation, parameters: { activation: 'linear' } } })
}))
