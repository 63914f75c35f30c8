import type { Drawing, GraphId } from './drawing.ts'
import { freeNames, parseExpression, unknownName, type ExpressionFault } from './expressions/expression.ts'

/** The names that expressions in a graph may use: the parameters of its block and `index`; none in the root graph. */
export function namesIn(drawing: Drawing, graph: GraphId): readonly string[] {
  const block = Object.values(drawing.blocks).find(each => each.graph === graph)
  return block === undefined ? [] : [...block.parameters.map(({ name }) => name), 'index']
}

/** What is wrong with an expression as far as its text tells, for a form that checks while a person types. */
export function expressionFault(text: string, names: readonly string[]): ExpressionFault | undefined {
  const parsed = parseExpression(text)
  if ('fault' in parsed) return parsed.fault
  const unknown = freeNames(parsed.tree).find(free => !names.includes(free.name))
  return unknown && unknownName(unknown.name, unknown.at, names)
}
