import { relu6 } from '../../ops/elementwise/activations.ts'
import type { AnyOp, Tensor } from '../../ops/define-op.ts'
import { relu } from '../../ops/elementwise/unary.ts'
import type { GradientRule } from '../../program/gradients.ts'
import { floatsOf } from '../../engine.ts'
import { defineExplanation } from '../explanation.ts'
import { gradientOfInput } from '../gradient-of-input.ts'
import { noRectifier } from '../problems.ts'

const rectifiers: readonly AnyOp[] = [relu, relu6]

/** The op's own rule, and then of what it hands back only what raises the score: equation (3) of the paper's appendix. */
function guided(op: AnyOp): GradientRule {
  return context => {
    const { input } = op.gradient?.(context) ?? {}
    return input === undefined ? {} : { input: context.emit(relu, { input: input as Tensor }) }
  }
}

const rules = new Map(rectifiers.map(op => [op, guided(op)]))

export const guidedBackpropagation = defineExplanation({
  id: 'guidedBackpropagation',
  label: 'Guided backpropagation',
  summary:
    'The gradient, led back through each ReLU only where it raises the score: fine lines of what was recognized.',
  source: 'Springenberg et al., "Striving for Simplicity: The All Convolutional Net", 2014, section 3.4',
  requires: 'Networks with ReLU or ReLU6',
  parameters: {},
  map: {
    values: 'channel',
    sign: 'signed',
    meaning: 'Whether a brighter pixel raises the score or lowers it, along paths that raise it.'
  },
  fits: ({ operations }) =>
    operations.some(({ op }) => rectifiers.includes(op)) ? {} : { problem: noRectifier({ path: 'network' }) },
  entryPoints: network => [network.entryPoint('guided', { map: gradientOfInput(network, rules) })],
  explain: async ({ input, target }, _, { run }) => floatsOf((await run('guided', { input, target }))['map'])
})
