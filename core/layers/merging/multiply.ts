import { multiply as apply } from '../../ops/elementwise/arithmetic.ts'
import { defineLayer } from '../define-layer.ts'
import { aligned, checkMerge } from '../merge.ts'

export const multiply = defineLayer({
  type: 'multiply',
  version: 1,
  label: 'Multiply',
  family: 'merging',
  summary:
    'Multiplies its inputs value by value. A row of channels weighs the channels of an image, as in squeeze-and-excitation.',
  source: 'Keras Multiply; Hu, Shen and Sun, "Squeeze-and-excitation networks", 2018',
  inputs: { inputs: { rank: { min: 1 }, many: true } },
  parameters: {},
  check({ inputs }, _, check) {
    checkMerge(inputs, check)
  },
  build: ({ inputs }, _, scope) => aligned(inputs, scope).reduce((left, right) => scope.op(apply, { left, right })),
  keras: {
    write: () => [{ className: 'Multiply', config: {} }],
    read: { className: 'Multiply', defaults: {} }
  },
  examples: [
    { inputs: { inputs: [[5], [5], [5]] } },
    { inputs: { inputs: [[2, 3, 4], [4]] } },
    {
      inputs: {
        inputs: [
          [2, 3, 4],
          [1, 1, 4]
        ]
      }
    },
    {
      inputs: {
        inputs: [
          [2, 3, 1],
          [2, 3, 4]
        ]
      }
    }
  ]
})
