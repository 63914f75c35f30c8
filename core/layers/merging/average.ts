import { add } from '../../ops/elementwise/arithmetic.ts'
import { defineLayer } from '../define-layer.ts'
import { aligned, checkMerge } from '../merge.ts'
import { times } from '../with-number.ts'

export const average = defineLayer({
  type: 'average',
  version: 1,
  label: 'Average',
  family: 'merging',
  summary: 'Gives the mean of its inputs, value by value.',
  source: 'Keras Average',
  inputs: { inputs: { rank: { min: 1 }, many: true } },
  parameters: {},
  check({ inputs }, _, check) {
    checkMerge(inputs, check)
  },
  build({ inputs }, _, scope) {
    const total = aligned(inputs, scope).reduce((left, right) => scope.op(add, { left, right }))
    return times(total, 1 / inputs.length, scope)
  },
  keras: {
    write: () => [{ className: 'Average', config: {} }],
    read: { className: 'Average', defaults: {} }
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
