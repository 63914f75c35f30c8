import { reshape } from '../../ops/shape/reshape.ts'
import { batch, sizeOf } from '../../ops/tensor.ts'
import { tile } from '../../ops/shape/tile.ts'
import { integer } from '../../parameters.ts'
import { defineLayer } from '../define-layer.ts'

export const repeatVector = defineLayer({
  type: 'repeatVector',
  version: 1,
  label: 'Repeat',
  family: 'shape',
  summary: 'Repeats a row of values so often below itself: one row for each step of what follows.',
  source: 'Keras RepeatVector',
  inputs: { input: { rank: { min: 1, max: 1 } } },
  parameters: {
    n: integer({ default: 2, min: 1, max: 65_536, label: 'Times', help: 'How many rows come out.' })
  },
  describe: ({ n }) => `${n} ${n === 1 ? 'time' : 'times'}`,
  build({ input }, { n }, scope) {
    const row = scope.op(reshape, { input }, { shape: [batch, 1, sizeOf(input, 1)] })
    return scope.op(tile, { input: row }, { multiples: [1, n, 1] })
  },
  keras: {
    write: ({ n }) => [{ className: 'RepeatVector', config: { n } }],
    read: { className: 'RepeatVector', defaults: {}, parameters: ({ n }) => ({ n }) }
  },
  examples: [{ inputs: { input: [4] } }, { inputs: { input: [3] }, parameters: { n: 5 } }]
})
