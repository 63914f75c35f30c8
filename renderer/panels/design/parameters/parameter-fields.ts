import { isExpression } from '../../../canvas/scene/node-text.ts'
import type { GraphNode } from '../../../../core/graph/drawing.ts'
import { defaultOf, labelOf, type Parameter, type ParameterTable } from '../../../../core/parameters.ts'
import type { Problem } from '../../../../core/problem.ts'

/** One row of the inspector's form. */
export interface ParameterField {
  readonly name: string
  readonly parameter: Parameter
  readonly label: string
  readonly value: unknown
  /** The text of the expression that computes the value from the block around. */
  readonly expression: string | undefined
  /** The selected nodes differ. */
  readonly isMixed: boolean
  /** Set, rather than the default or the value that it follows. */
  readonly isSet: boolean
  /** The label of the parameter whose value it has until it is set. */
  readonly follows: string | undefined
  readonly problem: Problem | undefined
}

/** The values of a node with the defaults filled in; an expression counts as what it computes, where that is known. */
function completeValues(
  table: ParameterTable,
  node: GraphNode,
  computed: Readonly<Record<string, unknown>>
): Readonly<Record<string, unknown>> {
  const given = Object.fromEntries(
    Object.entries(node.parameters).map(([name, value]) => [name, isExpression(value) ? computed[name] : value])
  )
  return Object.fromEntries(Object.keys(table).map(name => [name, given[name] ?? defaultOf(table, name, given)]))
}

/** The rows that the form shows for nodes of one table: those that mean something at these values. */
export function fieldsOf(
  table: ParameterTable,
  nodes: readonly GraphNode[],
  options: {
    readonly computed?: Readonly<Record<string, unknown>> | undefined
    readonly problems?: readonly Problem[]
  } = {}
): readonly ParameterField[] {
  const [first] = nodes
  if (first === undefined) return []
  const all = nodes.map(node => completeValues(table, node, options.computed ?? {}))
  return Object.entries(table).flatMap(([name, parameter]) => {
    if (!all.every(values => parameter.visible?.(values) ?? true)) return []
    const set = first.parameters[name]
    const value = all[0]?.[name]
    const texts = nodes.map((node, index) => JSON.stringify(node.parameters[name] ?? all[index]?.[name]))
    const isMixed = new Set(texts).size > 1
    return {
      name,
      parameter,
      label: labelOf(name, parameter),
      value,
      expression: isExpression(set) ? set.expression : undefined,
      isMixed,
      isSet: nodes.some(node => node.parameters[name] !== undefined),
      follows: followed(table, parameter),
      problem: options.problems?.find(({ where }) => where.parameter === name)
    }
  })
}

function followed(table: ParameterTable, parameter: Parameter): string | undefined {
  if (parameter.kind !== 'pair' || parameter.follows === undefined) return undefined
  const other = table[parameter.follows]
  return other === undefined ? undefined : labelOf(parameter.follows, other)
}

/** The rows that all tables have in common: same name, same kind. */
export function sharedTable(tables: readonly ParameterTable[]): ParameterTable {
  const [first = {}, ...others] = tables
  return Object.fromEntries(
    Object.entries(first).filter(([name, { kind }]) => others.every(table => table[name]?.kind === kind))
  )
}
