import { localResponseNormalize } from '../../ops/normalization/local-response-normalize.ts'
import { integer, number } from '../../parameters.ts'
import { defineProblem } from '../../problem.ts'
import { defineLayer } from '../define-layer.ts'

export const localResponseNormalization = defineLayer({
  type: 'localResponseNormalization',
  version: 1,
  label: 'Local response normalization',
  family: 'normalization',
  summary:
    'Divides each value by what it and its neighboring channels at the same place have in strength, so that strong answers quieten their neighbors. AlexNet and GoogLeNet have it; batch normalization has taken its place.',
  source:
    "Caffe's LRN across channels and PyTorch LocalResponseNorm; Krizhevsky, Sutskever and Hinton, 2012, section 3.3, whose alpha is not divided by the size",
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: {
    size: integer({
      default: 5,
      min: 1,
      max: 1023,
      help: 'How many channels count: the value’s own in the middle and as many on either side. An odd number.'
    }),
    alpha: number({
      default: 0.0001,
      min: 0,
      max: 1000,
      logarithmic: true,
      help: 'How much the neighbors count: the mean of size squares is multiplied by it, as in Caffe and PyTorch.'
    }),
    beta: number({ default: 0.75, min: 0, max: 10, help: 'Power of the divisor.' }),
    k: number({ default: 1, min: 1e-3, max: 1000, help: 'What the divisor has besides: 1 in Caffe, 2 in the paper.' })
  },
  describe: ({ size, alpha }) => `${size} channels, α ${alpha}`,
  check(_, { size }, check) {
    if (size % 2 === 0) check.report(responseSize, { size }, { parameter: 'size' })
  },
  build: ({ input }, { size, alpha, beta, k }, scope) =>
    scope.op(localResponseNormalize, { input }, { radius: (size - 1) / 2, alpha: alpha / size, beta, bias: k }),
  examples: [
    { inputs: { input: [3, 2, 8] } },
    { inputs: { input: [2, 3, 6] }, parameters: { size: 3, alpha: 2, beta: 0.5, k: 2 } },
    { inputs: { input: [2, 2, 3] }, parameters: { size: 7, alpha: 1 } }
  ]
})

export const responseSize = defineProblem<{ readonly size: number }>(
  'local-response/even-size',
  'error',
  ({ size }) => ({
    message: `${size} channels have no middle one that the others could be neighbors of.`,
    fix: `Take an odd number, ${size - 1} or ${size + 1}.`,
    repair: { label: `${size + 1} channels`, parameters: { size: size + 1 } }
  })
)
