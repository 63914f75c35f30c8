import { assert } from '../../assert.ts'
import { subtract as apply } from '../../ops/elementwise/arithmetic.ts'
import { defineLayer } from '../define-layer.ts'
import { aligned, checkMerge, checkTwo } from '../merge.ts'

export const subtract = defineLayer({
  type: 'subtract',
  version: 1,
  label: 'Subtract',
  family: 'merging',
  summary: 'Takes its second input away from its first, value by value.',
  source: 'Keras Subtract',
  inputs: { inputs: { rank: { min: 1 }, many: true } },
  parameters: {},
  check({ inputs }, _, check) {
    if (checkTwo('Subtract', inputs, check)) checkMerge(inputs, check)
  },
  build({ inputs }, _, scope) {
    const [left, right] = aligned(inputs, scope)
    assert(left !== undefined && right !== undefined, 'A difference has two inputs.')
    return scope.op(apply, { left, right })
  },
  keras: {
    write: () => [{ className: 'Subtract', config: {} }],
    read: { className: 'Subtract', defaults: {} }
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
    { inputs: { inputs: [[2, 3, 4], [4]] } }
  ]
})
