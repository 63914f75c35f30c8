import { each } from '../batch/parts.ts'
import { multiply, subtract } from '../elementwise/arithmetic.ts'
import { defineOp, type Op, type OpAttributes, type Tensor } from '../define-op.ts'
import { mean } from '../reduction/mean.ts'
import { reducedShape } from '../shape-rules.ts'

export interface StandardizeAttributes extends OpAttributes {
  readonly axes: readonly number[]
  readonly epsilon: number
}

const float = 'float32' as const
const form = { T: { type: float } } as const

/**
 * (x − mean) / sqrt(variance + epsilon), both taken over some axes of each sample. The second output is what it
 * multiplies by, 1 / sqrt(variance + epsilon), for the gradient.
 */
export const standardize: Op<{ input: Tensor }, StandardizeAttributes> = defineOp({
  type: 'standardize',
  inputs: ['input'],
  infer: ({ input }, { axes }) => [input, { dtype: float, shape: reducedShape(input.shape, axes, true) }],
  // With y the output and s its scale: s (g − mean(g) − y mean(g y)); Ioffe and Szegedy 2015, section 3, gathered.
  gradient({ emit, outputs: [output, scale], attributes: { axes }, gradients: [gradient] }) {
    if (gradient === undefined || output === undefined || scale === undefined) return {}
    const over = { axes, keepAxes: true }
    const level = emit(mean, { input: gradient }, over)
    const slope = emit(mean, { input: emit(multiply, { left: gradient, right: output }) }, over)
    const straightened = emit(subtract, {
      left: emit(subtract, { left: gradient, right: level }),
      right: emit(multiply, { left: output, right: slope })
    })
    return { input: emit(multiply, { left: straightened, right: scale }) }
  },
  lower({ graph, inputs: { input }, attributes: { axes, epsilon } }) {
    const along = graph.constant('int32', [axes.length], axes)
    const meanOf = (output: string): string =>
      graph.node('Mean', [output, along], { ...form, Tidx: { type: 'int32' }, keep_dims: { bool: true } })
    const centered = graph.node('Sub', [input, meanOf(input)], form)
    const variance = meanOf(graph.node('Square', [centered], form))
    const scale = graph.node(
      'Rsqrt',
      [graph.node('AddV2', [variance, graph.constant(float, [], [epsilon])], form)],
      form
    )
    return [graph.node('Mul', [centered, scale], form), scale]
  },
  parts: context => (context.attributes.axes.includes(0) ? undefined : each(context)),
  examples: [
    { inputs: { input: { dtype: float, shape: ['batch', 3, 4] } }, attributes: { axes: [2], epsilon: 1e-3 } },
    { inputs: { input: { dtype: float, shape: ['batch', 2, 3, 2, 2] } }, attributes: { axes: [1, 2, 4], epsilon: 0.1 } }
  ]
})
