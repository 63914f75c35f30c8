import type { Expression, GraphNode, ParameterValue } from '../../graph/drawing.ts'
import { freeNames, parseExpression } from '../../graph/expressions/expression.ts'
import { isExpression } from '../../graph/resolve.ts'

/** Gives an expression another form. `countsItself` where its `index` counts the node's own repeats. */
export type Rewrite = (expression: Expression, countsItself: boolean) => ParameterValue

/** The node with all its expressions rewritten. A `when` that has become a value holds always or never. */
export function rewriteNode(node: GraphNode, rewrite: Rewrite): GraphNode {
  const countsItself = node.repeat !== undefined
  const parameters = Object.entries(node.parameters).map(([name, value]) => [
    name,
    isExpression(value) ? rewrite(value, countsItself) : value
  ])
  const repeat = isExpression(node.repeat) ? rewrite(node.repeat, false) : node.repeat
  const when = node.when && conditionOf(rewrite(node.when, countsItself))
  const { repeat: _, when: __, ...rest } = node
  return {
    ...rest,
    parameters: Object.fromEntries(parameters),
    ...(repeat === undefined ? {} : { repeat: repeatOf(repeat, node.repeat) }),
    ...(when === undefined ? {} : { when })
  }
}

function repeatOf(value: ParameterValue, before: GraphNode['repeat']): number | Expression {
  return typeof value === 'number' || isExpression(value) ? value : (before ?? 1)
}

function conditionOf(value: ParameterValue): Expression | undefined {
  if (isExpression(value)) return value
  return value === 0 || value === false ? { expression: '0' } : undefined
}

/** The names that a node's expressions read from the block around it; `index` unless it counts the node's own repeats. */
export function namesAround(node: GraphNode): ReadonlySet<string> {
  const names = new Set<string>()
  rewriteNode(node, (expression, countsItself) => {
    const parsed = parseExpression(expression.expression)
    for (const { name } of 'tree' in parsed ? freeNames(parsed.tree) : []) {
      if (name !== 'index' || !countsItself) names.add(name)
    }
    return expression
  })
  return names
}
