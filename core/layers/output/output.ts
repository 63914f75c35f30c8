import { softmax } from '../../ops/classes/softmax.ts'
import { sigmoid } from '../../ops/elementwise/unary.ts'
import { choice } from '../../parameters.ts'
import { defineProblem } from '../../problem.ts'
import { defineLayer } from '../define-layer.ts'

export const output = defineLayer({
  type: 'output',
  version: 1,
  label: 'Output',
  family: 'output',
  summary: 'What the network delivers. It says how the values that reach it are read.',
  source: 'Receptive; Keras keeps this in the last layer or in from_logits of the loss',
  inputs: { input: { rank: { min: 1 } } },
  outputs: [],
  parameters: {
    reads: choice(['softmax', 'sigmoid', 'asIs'], {
      default: 'softmax',
      optionLabels: { softmax: 'Softmax', sigmoid: 'Sigmoid', asIs: 'As it is' },
      help: 'Softmax turns the values into probabilities that add up to 1, sigmoid each on its own; as it is leaves them.'
    })
  },
  describe: ({ reads }) => ({ softmax: 'softmax', sigmoid: 'sigmoid', asIs: 'as it is' })[reads],
  check(_, { reads }, check) {
    const source = check.source('input')
    const applied = source?.parameters['activation'] ?? source?.type
    if (source !== undefined && reads !== 'asIs' && applied === reads) {
      check.report(outputTwice, { name: source.name, reads }, { parameter: 'reads' })
    }
  },
  build({ input }, { reads }, scope) {
    if (reads === 'asIs') return { logits: input, probabilities: input }
    return { logits: input, probabilities: scope.op(reads === 'softmax' ? softmax : sigmoid, { input }) }
  },
  keras: {
    write: ({ reads }) => (reads === 'asIs' ? [] : [{ className: 'Activation', config: { activation: reads } }])
  },
  examples: [
    { inputs: { input: [10] } },
    { inputs: { input: [4] }, parameters: { reads: 'sigmoid' } },
    { inputs: { input: [3, 3, 1] }, parameters: { reads: 'asIs' } }
  ]
})

export const outputTwice = defineProblem<{ readonly name: string; readonly reads: string }>(
  'output/applied-twice',
  'warning',
  ({ name, reads }) => ({
    message: `${name} already applies ${reads}, and this output does it again: the probabilities come out wrong.`,
    fix: 'Read the values as they are.',
    repair: { label: 'As it is', parameters: { reads: 'asIs' } }
  })
)
