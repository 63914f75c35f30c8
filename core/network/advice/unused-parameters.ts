import type { Block, Drawing, Expression, GraphNode } from '../../graph/drawing.ts'
import { namesIn } from '../../graph/expressions/expression.ts'
import { graphOf } from '../../graph/graph.ts'
import { isExpression } from '../../graph/resolve.ts'
import type { Problem } from '../../problem.ts'
import { unusedParameter } from './advice-problems.ts'
import type { NetworkLayer } from '../network.ts'

/** Parameters of blocks that no expression inside them names, told at an instance of the block that stands in the network. */
export function unusedParameters(
  drawing: Pick<Drawing, 'nodes' | 'edges' | 'blocks'>,
  layers: readonly NetworkLayer[]
): readonly Problem[] {
  const blocks = Object.values(drawing.blocks).filter(({ parameters }) => parameters.length > 0)
  const idle = blocks.flatMap(block => {
    const used = namesUsed(drawing, block)
    return block.parameters.filter(({ name }) => !used.has(name)).map(({ name }) => ({ block, name }))
  })
  return idle.flatMap(({ block, name }) => {
    const instance = instanceIn(drawing, layers, block)
    if (instance === undefined) return []
    const where = { path: instance.name, node: instance.id, parameter: name }
    return [unusedParameter(where, { block: block.name, id: block.id, name })]
  })
}

function instanceIn(
  { nodes }: Pick<Drawing, 'nodes'>,
  layers: readonly NetworkLayer[],
  block: Block
): GraphNode | undefined {
  for (const { ancestry } of layers) {
    const found = ancestry.find(id => nodes[id]?.block === block.id)
    if (found !== undefined) return nodes[found]
  }
  return undefined
}

function namesUsed(drawing: Pick<Drawing, 'nodes' | 'edges'>, block: Block): ReadonlySet<string> {
  const used = new Set<string>()
  const use = (expression: Expression): void => {
    for (const name of namesIn(expression.expression)) used.add(name)
  }
  for (const { parameters, when, repeat } of graphOf(drawing, block.graph).nodes.values()) {
    for (const value of Object.values(parameters)) if (isExpression(value)) use(value)
    if (when !== undefined) use(when)
    if (typeof repeat === 'object') use(repeat)
  }
  return used
}
