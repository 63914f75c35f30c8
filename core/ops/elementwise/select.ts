import { each } from '../batch/parts.ts'
import { defineOp, type NoAttributes, type Op, type Tensor } from '../define-op.ts'
import { sumTo } from '../reduction/reduce.ts'
import { broadcastShape } from '../shape-rules.ts'
import { multiply, subtract } from './arithmetic.ts'
import { cast } from './cast.ts'

const image = { dtype: 'float32', shape: ['batch', 3, 2] } as const

/** Number by number one tensor's where the condition holds, and another's elsewhere; brought to one shape as NumPy does. */
export const select: Op<{ condition: Tensor; chosen: Tensor; other: Tensor }, NoAttributes> = defineOp({
  type: 'select',
  inputs: ['condition', 'chosen', 'other'],
  infer: ({ condition, chosen, other }) => [
    { dtype: chosen.dtype, shape: broadcastShape(condition.shape, broadcastShape(chosen.shape, other.shape)) }
  ],
  gradient({ emit, inputs: { condition, chosen, other }, gradients: [gradient] }) {
    if (gradient === undefined) return {}
    const isChosen = emit(cast, { input: condition }, { to: 'float32' })
    const toChosen = emit(multiply, { left: gradient, right: isChosen })
    const toOther = emit(subtract, { left: gradient, right: toChosen })
    return { chosen: sumTo(emit, toChosen, chosen), other: sumTo(emit, toOther, other) }
  },
  lower: ({ graph, inputs: { condition, chosen, other }, tensors }) => [
    graph.node('SelectV2', [condition, chosen, other], { T: { type: tensors.chosen.dtype } })
  ],
  parts: each,
  examples: [
    { inputs: { condition: { dtype: 'bool', shape: ['batch', 3, 2] }, chosen: image, other: image } },
    {
      inputs: {
        condition: { dtype: 'bool', shape: ['batch', 1, 1] },
        chosen: image,
        other: { dtype: 'float32', shape: [2] }
      }
    }
  ]
})
