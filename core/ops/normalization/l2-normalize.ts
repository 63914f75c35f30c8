import { each } from '../batch/parts.ts'
import { multiply, subtract } from '../elementwise/arithmetic.ts'
import { defineOp, type Op, type OpAttributes, type Tensor } from '../define-op.ts'
import { sum } from '../reduction/reduce.ts'
import { reducedShape } from '../shape-rules.ts'

const float = 'float32' as const
const form = { T: { type: float } } as const

export interface L2NormalizeAttributes extends OpAttributes {
  readonly axes: readonly number[]
}

/**
 * x over its length along some axes; what has no length stays 0, and nothing flows back there. The second output is
 * what it multiplies by, for the gradient.
 */
export const l2Normalize: Op<{ input: Tensor }, L2NormalizeAttributes> = defineOp({
  type: 'l2Normalize',
  inputs: ['input'],
  infer: ({ input }, { axes }) => [input, { dtype: float, shape: reducedShape(input.shape, axes, true) }],
  // With y the output and s its scale: s (g − y sum(g y)).
  gradient({ emit, outputs: [output, scale], attributes: { axes }, gradients: [gradient] }) {
    if (gradient === undefined || output === undefined || scale === undefined) return {}
    const along = emit(sum, { input: emit(multiply, { left: gradient, right: output }) }, { axes, keepAxes: true })
    const across = emit(subtract, { left: gradient, right: emit(multiply, { left: output, right: along }) })
    return { input: emit(multiply, { left: across, right: scale }) }
  },
  lower({ graph, inputs: { input }, attributes: { axes } }) {
    const squares = graph.node(
      'Sum',
      [graph.node('Square', [input], form), graph.constant('int32', [axes.length], axes)],
      {
        ...form,
        Tidx: { type: 'int32' },
        keep_dims: { bool: true }
      }
    )
    const length = graph.node('Sqrt', [squares], form)
    const scale = graph.node('DivNoNan', [graph.constant(float, [], [1]), length], form)
    return [graph.node('Mul', [input, scale], form), scale]
  },
  parts: context => (context.attributes.axes.includes(0) ? undefined : each(context)),
  examples: [
    { inputs: { input: { dtype: float, shape: ['batch', 3, 4] } }, attributes: { axes: [2] } },
    { inputs: { input: { dtype: float, shape: ['batch', 2, 2, 3] } }, attributes: { axes: [1, 2] } }
  ]
})
