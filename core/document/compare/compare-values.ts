import type { Block, BlockParameter, GraphNode } from '../../graph/drawing.ts'
import { defaultOf, type ParameterTable } from '../../parameters.ts'
import { isEqual } from '../equal.ts'

/** What may differ in a layer or a block. `order` is that of the connections into a port that takes many. */
export type Aspect =
  | 'name'
  | 'type'
  | 'repeat'
  | 'when'
  | 'isBypassed'
  | 'weightsOf'
  | 'parameter'
  | 'order'
  | 'label'
  | 'summary'
  | 'definition'

/** One difference, as the two values; undefined where one of the two does not have it. */
export interface ValueChange {
  readonly aspect: Aspect
  /** The parameter's or the port's name, where the aspect is about one. */
  readonly name?: string
  readonly before: unknown
  readonly after: unknown
}

/** A node in its drawing: what it is called there, and the parameters that it can have. */
export interface NodeSide {
  readonly node: GraphNode
  /** The name of the node whose weights it uses. */
  readonly owner: string | undefined
  /** The layer type, or the name of the block that it is an instance of. */
  readonly type: string
  readonly table: ParameterTable | undefined
}

/** `isSameKind` is false where the layer's type, or the block that an instance follows, is another one. */
export function nodeChanges(before: NodeSide, after: NodeSide, isSameKind: boolean): readonly ValueChange[] {
  const [one, other] = [before.node, after.node]
  const own: readonly ValueChange[] = [
    { aspect: 'name', before: one.name, after: other.name },
    { aspect: 'repeat', before: one.repeat ?? 1, after: other.repeat ?? 1 },
    { aspect: 'when', before: one.when?.expression, after: other.when?.expression },
    { aspect: 'isBypassed', before: one.isBypassed ?? false, after: other.isBypassed ?? false },
    { aspect: 'weightsOf', before: before.owner, after: after.owner }
  ]
  const kind: readonly ValueChange[] = isSameKind ? [] : [{ aspect: 'type', before: before.type, after: after.type }]
  return [...kind, ...own.filter(isReal), ...parameterChanges(before, after).filter(isReal)]
}

/** The definition of a block, what is inside it aside. */
export function blockChanges(before: Block, after: Block): readonly ValueChange[] {
  const own: readonly ValueChange[] = [
    { aspect: 'name', before: before.name, after: after.name },
    { aspect: 'label', before: before.label, after: after.label },
    { aspect: 'summary', before: before.summary, after: after.summary }
  ]
  const [one, other] = [byName(before.parameters), byName(after.parameters)]
  const names = [...new Set([...one.keys(), ...other.keys()])]
  const parameters = names.map((name): ValueChange => ({
    aspect: 'definition',
    name,
    before: one.get(name),
    after: other.get(name)
  }))
  return [...own, ...parameters].filter(isReal)
}

/** What is left out has its default, so a default that was typed is no difference. */
function parameterChanges(before: NodeSide, after: NodeSide): readonly ValueChange[] {
  const names = new Set([
    ...Object.keys(before.table ?? {}),
    ...Object.keys(before.node.parameters),
    ...Object.keys(after.table ?? {}),
    ...Object.keys(after.node.parameters)
  ])
  // Layers of two types are compared in what they have in common; the rest follows from the type.
  const common = [...names].filter(name => isKnown(before, name) === isKnown(after, name))
  return common.map(name => ({
    aspect: 'parameter',
    name,
    before: valueOf(before, name),
    after: valueOf(after, name)
  }))
}

function isKnown({ table, node }: NodeSide, name: string): boolean {
  return Object.hasOwn(table ?? node.parameters, name)
}

function valueOf({ node, table = {} }: NodeSide, name: string): unknown {
  if (Object.hasOwn(node.parameters, name)) return node.parameters[name]
  return Object.hasOwn(table, name) ? defaultOf(table, name, node.parameters) : undefined
}

function byName(parameters: readonly BlockParameter[]): ReadonlyMap<string, BlockParameter['parameter']> {
  return new Map(parameters.map(({ name, parameter }) => [name, parameter]))
}

function isReal({ before, after }: ValueChange): boolean {
  return !isEqual(before, after)
}
