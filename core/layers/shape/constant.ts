import { constant as constantOp, scalar } from '../../ops/sources/constant.ts'
import { broadcastTo } from '../../ops/reduction/reduce.ts'
import { number } from '../../parameters.ts'
import { defineLayer } from '../define-layer.ts'

export const constant = defineLayer({
  type: 'constant',
  version: 1,
  label: 'Constant',
  family: 'shape',
  summary:
    'One number in every place, in the shape of its input, whose values do not matter: such as a target of ones for what is to look real.',
  source: 'Keras ops.full_like; targets of 1 and 0 as in Goodfellow et al., "Generative adversarial nets", 2014',
  inputs: { input: {} },
  parameters: {
    value: number({ default: 1, min: -1e6, max: 1e6, help: 'The number that stands in every place.' })
  },
  describe: ({ value }) => String(value),
  build: ({ input }, { value }, scope) =>
    scope.op(broadcastTo, { input: scope.op(constantOp, {}, scalar(value)), like: input }),
  examples: [{ inputs: { input: [1] } }, { inputs: { input: [3, 2, 4] }, parameters: { value: -0.5 } }]
})
