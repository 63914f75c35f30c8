import { pad } from '../../ops/shape/pad-and-slice.ts'
import { sizeOf } from '../../ops/tensor.ts'
import { pair } from '../../parameters.ts'
import { defineLayer } from '../define-layer.ts'

/** Keras pads rows and columns alone: channels take the columns' place meanwhile. */
const swap = { className: 'Permute', config: { dims: [1, 3, 2] }, weights: [] } as const

export const channelPadding = defineLayer({
  type: 'channelPadding',
  version: 1,
  label: 'Channel padding',
  family: 'shape',
  summary: 'Adds channels of zeros: how a shortcut without parameters meets a wider result.',
  source: 'He et al., "Deep residual learning for image recognition", 2015, section 3.3, option A',
  inputs: { input: { rank: { min: 3, max: 3 } } },
  parameters: {
    channels: pair({
      default: [8, 8],
      min: 0,
      max: 65_536,
      label: 'Before, behind',
      help: 'Channels of zeros before the first and behind the last channel.'
    })
  },
  describe: ({ channels: [before, behind] }) => `${before} before, ${behind} behind`,
  build: ({ input }, { channels }, scope) =>
    scope.op(pad, { input }, { padding: [[0, 0], [0, 0], [0, 0], channels], value: 0 }),
  arithmetic({ input }, { channels: [before, behind] }) {
    const count = sizeOf(input, -1)
    return {
      formula: 'C + before + behind',
      numbers: `${count} + ${before} + ${behind}`,
      result: String(count + before + behind)
    }
  },
  keras: {
    write: ({ channels }) => [
      swap,
      { className: 'ZeroPadding2D', config: { padding: [[0, 0], channels] }, weights: [] },
      swap
    ]
  },
  examples: [
    { inputs: { input: [3, 2, 4] }, parameters: { channels: [2, 3] } },
    { inputs: { input: [2, 3, 2] }, parameters: { channels: [1, 0] } }
  ]
})
