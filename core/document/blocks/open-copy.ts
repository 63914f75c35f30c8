import type { Json } from '../../json.ts'
import { parseValue, type Parameter } from '../../parameters.ts'
import type { Problem } from '../../problem.ts'
import { blockPorts } from '../../graph/block-ports.ts'
import type { Block, Edge, GraphNode, NodeId, ParameterValue, PortReference } from '../../graph/drawing.ts'
import { fitValue } from '../../graph/expressions/evaluate.ts'
import { expressionText } from '../../graph/expressions/expression-text.ts'
import { namesIn, parseExpression } from '../../graph/expressions/expression.ts'
import type { Graph } from '../../graph/graph.ts'
import { isExpression } from '../../graph/resolve.ts'
import { standingAlone } from '../../graph/shared-weights.ts'
import { substitute, type Substitution } from '../../graph/substitute.ts'
import type { Document } from '../records.ts'
import { rewriteNode } from './node-expressions.ts'
import { noStraightWay, notWritable } from './problems.ts'

/** One repeat of the block as it comes out: the new id of each node inside that exists in it. */
export type Copy = ReadonlyMap<NodeId, NodeId>

/** Ends a plan that can not be made. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message)
  }
}

/** An instance that is being opened for good. */
export interface Opening {
  readonly document: Document
  readonly node: GraphNode
  readonly block: Block
  readonly inside: Graph
  readonly isRoot: boolean
  /** The id that a node gets outside. */
  ids(node: NodeId): NodeId
  edgeId(): string
}

export function positionOf({ id, name }: GraphNode) {
  return { path: name, node: id }
}

export interface OpenedCopy {
  readonly copy: Copy
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly Edge[]
  /** What feeds an output of the block. */
  deliver(port: string): PortReference | undefined
}

/** One repeat with its expressions computed; undefined where its `when` leaves it out. */
export function openCopy(
  opening: Opening,
  index: number,
  inputs: ReadonlyMap<string, PortReference>
): OpenedCopy | undefined {
  const { node, inside } = opening
  const own: Substitution = node.repeat === undefined ? new Map() : new Map([['index', index]])
  const when = node.when && put(opening, node, node.when, own)
  if (when === 0 || when === false) return undefined
  const condition = isExpression(when) ? when.expression : undefined
  if ((condition !== undefined || node.isBypassed) && !isStraight(opening))
    throw new Refusal(noStraightWay(positionOf(node)))

  const names: Substitution = new Map([...argumentsOf(opening, own), ['index', index]])
  const copy = new Map<NodeId, NodeId>()
  const nodes: GraphNode[] = []
  const present = inside.order.filter(inner => !isEnd(inner) && !isLeftOut(opening, inner, names))
  for (const { id } of present) copy.set(id, opening.ids(id))
  for (const inner of standingAlone(present, opening.document.nodes)) {
    const id = copy.get(inner.id) ?? inner.id
    const outside = outsideOf(opening, { inner, id, names, condition })
    const { weightsOf } = outside
    nodes.push(weightsOf === undefined ? outside : { ...outside, weightsOf: copy.get(weightsOf) ?? weightsOf })
  }
  const sourceOf = ({ node: id, port }: PortReference): PortReference | undefined => {
    const inner = inside.nodes.get(id)
    if (inner?.type === 'blockInput') return inputs.get(inner.name)
    const outer = copy.get(id)
    if (outer !== undefined) return { node: outer, port }
    const first = firstInto(inside, id)
    return first && sourceOf(first.from)
  }
  const edges = inside.edges.flatMap(edge => {
    const to = copy.get(edge.to.node)
    const from = sourceOf(edge.from)
    return to === undefined || from === undefined
      ? []
      : [{ ...edge, id: opening.edgeId(), from, to: { node: to, port: edge.to.port } }]
  })
  const deliver = (port: string): PortReference | undefined => {
    const end = [...inside.nodes.values()].find(({ type, name }) => type === 'blockOutput' && name === port)
    const [edge] = end === undefined ? [] : inside.incoming(end.id)
    return edge && sourceOf(edge.from)
  }
  return { copy, nodes, edges, deliver }
}

function isEnd({ type }: GraphNode): boolean {
  return type === 'blockInput' || type === 'blockOutput'
}

export function firstInto(graph: Graph, node: NodeId): Edge | undefined {
  const edges = graph.incoming(node)
  return edges.find(({ to }) => to.port === 'input' || to.port === 'inputs') ?? edges[0]
}

function isLeftOut(opening: Opening, inner: GraphNode, names: Substitution): boolean {
  if (inner.when === undefined) return false
  const value = put(opening, inner, inner.when, inner.repeat === undefined ? names : withoutIndex(names))
  return value === 0 || value === false
}

/** A node inside as it stands outside, its expressions over what is known there. */
function outsideOf(
  opening: Opening,
  {
    inner,
    id,
    names,
    condition
  }: {
    readonly inner: GraphNode
    readonly id: NodeId
    readonly names: Substitution
    readonly condition: string | undefined
  }
): GraphNode {
  const rewritten = rewriteNode(inner, (expression, countsItself) => {
    const value = put(opening, inner, expression, countsItself ? withoutIndex(names) : names)
    if (countsItself) assertKeepsIndex(opening, inner, expression.expression, names)
    return value
  })
  if (condition !== undefined && inner.repeat !== undefined && namesIn(condition).includes('index')) {
    throw new Refusal(notWritable(positionOf(opening.node), { name: inner.name, expression: condition }))
  }
  const when = bothOf(condition, rewritten.when?.expression)
  return {
    ...rewritten,
    id,
    ...(when === undefined ? {} : { when: { expression: when } }),
    ...(opening.node.isBypassed ? { isBypassed: true } : {})
  }
}

/** Outside, the `index` of the graph around would be taken for the node's own. */
function assertKeepsIndex({ node }: Opening, inner: GraphNode, expression: string, names: Substitution): void {
  const isCaught = namesIn(expression).some(name => {
    const value = names.get(name)
    return isExpression(value) && namesIn(value.expression).includes('index')
  })
  if (isCaught) throw new Refusal(notWritable(positionOf(node), { name: inner.name, expression }))
}

function withoutIndex(names: Substitution): Substitution {
  return new Map([...names].filter(([name]) => name !== 'index'))
}

function put(
  { node }: Opening,
  of: GraphNode,
  expression: { readonly expression: string },
  names: Substitution
): ParameterValue {
  const value = substitute(expression, names)
  if (value === undefined) {
    throw new Refusal(notWritable({ path: node.name, node: node.id }, { name: of.name, ...expression }))
  }
  return value
}

function bothOf(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other
  const [left, right] = [parseExpression(one), parseExpression(other)]
  if ('fault' in left) return one
  if ('fault' in right) return other
  return expressionText({ kind: 'binary', operator: '&&', left: left.tree, right: right.tree, at: 0 })
}

/** The value of each parameter in this copy: the argument computed as far as it goes, or the default where it does not fit. */
function argumentsOf(opening: Opening, own: Substitution): readonly (readonly [string, ParameterValue])[] {
  return opening.block.parameters.map(({ name, parameter }) => {
    const drawn = Object.hasOwn(opening.node.parameters, name) ? opening.node.parameters[name] : undefined
    if (drawn === undefined) return [name, parameter.default]
    const value = isExpression(drawn) ? put(opening, opening.node, drawn, own) : drawn
    if (!isExpression(value)) return [name, fitting(value, parameter)]
    // In the root graph there is nothing around that could still give it a value.
    return [name, opening.isRoot ? parameter.default : value]
  })
}

function fitting(value: Json, parameter: Parameter): Json {
  const fit = parseValue(parameter, fitValue(value, parameter))
  return 'value' in fit ? fit.value : parameter.default
}

/** Whether each output hands on what comes in where every layer inside is passed by: then both ways to leave the block out agree. */
function isStraight({ document, block, inside }: Opening): boolean {
  const { inputs, outputs } = blockPorts(document, block.id)
  const [input, ...more] = inputs
  if (input === undefined || more.length > 0 || outputs.length !== 1) return false
  let at = [...inside.nodes.values()].find(({ type }) => type === 'blockOutput')
  while (at !== undefined && at.type !== 'blockInput') {
    const first = firstInto(inside, at.id)
    at = first && inside.nodes.get(first.from.node)
  }
  return at !== undefined
}
