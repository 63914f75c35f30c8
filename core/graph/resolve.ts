import type { Json } from '../json.ts'
import { parseValue, type ParameterTable } from '../parameters.ts'
import type { Location, Problem } from '../problem.ts'
import type { Block, Expression, GraphNode, ParameterValue } from './drawing.ts'
import { evaluate, fitValue, type ExpressionScope } from './expressions/evaluate.ts'
import { badArgument, badRepeat, expressionFaults } from './problems.ts'

type Tell = (problem: Problem) => void

export const maxRepeat = 1000

export function isExpression(value: ParameterValue | undefined): value is Expression {
  return typeof value === 'object' && value !== null && 'expression' in value && typeof value.expression === 'string'
}

/** The value as it is, or computed; undefined, and told, when that fails. */
function resolve(value: ParameterValue, names: ExpressionScope, location: Location, tell: Tell): Json | undefined {
  if (!isExpression(value)) return value
  const result = evaluate(value, names)
  if ('value' in result) return result.value
  tell(expressionFaults[result.fault.code](location, { expression: value.expression, fault: result.fault }))
  return undefined
}

/** Whether a node's `when` lets it exist. One that does not work out counts as yes. */
export function isPresent(node: GraphNode, names: ExpressionScope, location: Location, tell: Tell): boolean {
  if (node.when === undefined) return true
  const value = resolve(node.when, names, { ...location, parameter: 'when' }, tell)
  return value !== 0 && value !== false
}

/** How often a block stands in a row; 1 where its count does not work out. */
export function repeatCount(node: GraphNode, names: ExpressionScope, location: Location, tell: Tell): number {
  if (node.repeat === undefined) return 1
  const at = { ...location, parameter: 'repeat' }
  const count = resolve(node.repeat, names, at, tell)
  if (count === undefined) return 1
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= maxRepeat) return count
  tell(badRepeat(at, { received: JSON.stringify(count), max: maxRepeat }))
  return 1
}

/** A layer's parameters with expressions computed. */
export function parametersOf(
  node: GraphNode,
  names: ExpressionScope,
  table: ParameterTable | undefined,
  location: Location,
  tell: Tell
): Readonly<Record<string, Json>> {
  const entries = Object.entries(node.parameters)
  // Most layers have no expression; their parameters are handed on as the same object, which keeps caches warm.
  if (!entries.some(([, value]) => isExpression(value))) return node.parameters as Readonly<Record<string, Json>>
  const resolved: Record<string, Json> = {}
  for (const [parameter, value] of entries) {
    const known = resolve(value, names, { ...location, parameter }, tell)
    if (known === undefined) continue
    resolved[parameter] = isExpression(value) ? fitValue(known, table?.[parameter]) : known
  }
  return resolved
}

/** The values of a block's parameters in one instance: its arguments, or the defaults. */
export function argumentsOf(
  node: GraphNode,
  block: Block,
  names: ExpressionScope,
  location: Location,
  tell: Tell
): readonly (readonly [string, Json])[] {
  return block.parameters.map(({ name, parameter }) => {
    const drawn = Object.hasOwn(node.parameters, name) ? node.parameters[name] : undefined
    if (drawn === undefined) return [name, parameter.default]
    const at = { ...location, parameter: name }
    const value = resolve(drawn, names, at, tell)
    if (value === undefined) return [name, parameter.default]
    const fit = parseValue(parameter, fitValue(value, parameter))
    if ('value' in fit) return [name, fit.value]
    tell(badArgument(at, { name, received: JSON.stringify(value), expected: fit.expected }))
    return [name, parameter.default]
  })
}
