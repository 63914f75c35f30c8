import { assert } from '../assert.ts'
import type { Tensor } from '../ops/define-op.ts'
import { gradients, type GradientRules } from '../program/gradients.ts'
import type { ExplainedNetwork } from './explained-network.ts'

/** What the score changes by with each number of the input, in the input's shape. */
export function gradientOfInput({ builder, score, input }: ExplainedNetwork, rules?: GradientRules): Tensor {
  const [found] = gradients(builder, score, [input], rules)
  assert(found !== undefined, 'A network that was trained hands gradients on.')
  return found
}
