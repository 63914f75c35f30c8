import { maximum as apply } from '../../ops/elementwise/arithmetic.ts'
import { defineLayer } from '../define-layer.ts'
import { aligned, checkMerge } from '../merge.ts'

export const maximum = defineLayer({
  type: 'maximum',
  version: 1,
  label: 'Maximum',
  family: 'merging',
  summary: 'Gives the largest of its inputs, value by value. Of maps that compete, this is maxout.',
  source: 'Keras Maximum; Goodfellow et al., "Maxout networks", 2013',
  inputs: { inputs: { rank: { min: 1 }, many: true } },
  parameters: {},
  check({ inputs }, _, check) {
    checkMerge(inputs, check)
  },
  build: ({ inputs }, _, scope) => aligned(inputs, scope).reduce((left, right) => scope.op(apply, { left, right })),
  keras: {
    write: () => [{ className: 'Maximum', config: {} }],
    read: { className: 'Maximum', defaults: {} }
  },
  examples: [
    {
      inputs: {
        inputs: [
          [4, 3, 2],
          [4, 3, 2]
        ]
      }
    },
    { inputs: { inputs: [[5], [5], [5]] } }
  ]
})
