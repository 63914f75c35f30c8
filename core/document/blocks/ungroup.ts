import type { Json } from '../../json.ts'
import { parseValue, type Parameter } from '../../parameters.ts'
import type { Problem } from '../../problem.ts'
import { blockPorts } from '../../graph/block-ports.ts'
import type { Block, Edge, GraphNode, NodeId, ParameterValue, PortReference } from '../../graph/drawing.ts'
import { fitValue } from '../../graph/evaluate.ts'
import { linksOf } from '../../graph/expand.ts'
import { expressionText } from '../../graph/expression-text.ts'
import { namesIn, parseExpression } from '../../graph/expression.ts'
import { graphOf, type Graph } from '../../graph/graph.ts'
import { isExpression, maxRepeat } from '../../graph/resolve.ts'
import { substitute, type Substitution } from '../../graph/substitute.ts'
import type { Draft, Part } from '../draft.ts'
import { freshIds } from '../fresh-ids.ts'
import type { Document } from '../records.ts'
import { instancesOf } from '../usages.ts'
import { rewriteNode } from './node-expressions.ts'
import { dependsOnAround, noStraightWay, notWritable, tooManyCopies } from './problems.ts'

/** One repeat of the block as it comes out: the new id of each node inside that exists in it. */
export type Copy = ReadonlyMap<NodeId, NodeId>

/** What comes out of an instance. */
export interface Ungrouping {
  readonly instance: NodeId
  readonly part: Part
  readonly copies: readonly Copy[]
  /** The definition goes too: it had nothing but its insides, and this was the only instance. */
  readonly dropsBlock: Block | undefined
}

const maxLayers = 2000

/** How an instance is opened for good, or why it can not be. */
export function planUngrouping(document: Document, id: NodeId): Ungrouping | { readonly problem: Problem } {
  const node = document.nodes[id]
  const block = node?.block === undefined ? undefined : document.blocks[node.block]
  if (node === undefined || block === undefined) return { problem: noStraightWay({ path: id, node: id }) }
  try {
    return plan(document, node, block)
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.problem }
    throw error
  }
}

/** Takes the insides out into the graph around; they have no position yet. */
export function ungroup(draft: Draft, { instance, part, dropsBlock }: Ungrouping): void {
  const graph = draft.document.nodes[instance]?.graph
  if (graph === undefined) return
  draft.removeNode(instance)
  if (dropsBlock !== undefined) draft.removeBlock(dropsBlock.id)
  draft.insert(graph, part)
}

/** Ends a plan that can not be made. */
class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message)
  }
}

function plan(document: Document, node: GraphNode, block: Block): Ungrouping {
  const inside = graphOf(document, block.graph)
  const around = graphOf(document, node.graph)
  const count = countOf(node)
  const layers = count * inside.nodes.size
  if (layers > maxLayers) throw new Refusal(tooManyCopies(placeOf(node), { count: layers, max: maxLayers }))
  const isLast = instancesOf(document, block.id).length === 1
  const isBare = block.summary === '' && block.source === undefined && block.parameters.length === 0
  const dropsBlock = isLast && isBare ? block : undefined
  const fresh = freshIds(document)
  const work: Work = {
    ...{ document, node, block, inside, isRoot: node.graph === document.root },
    ids: dropsBlock !== undefined && count === 1 ? id => id : () => fresh('n'),
    edgeId: () => fresh('e')
  }

  const links = linksOf(blockPorts(document, block.id))
  const outer = around.incoming(node.id)
  let inputs: ReadonlyMap<string, PortReference> = new Map(outer.map(({ to, from }) => [to.port, from]))
  const passed = (outer.find(({ to }) => to.port === 'input' || to.port === 'inputs') ?? outer[0])?.from
  let deliver = (_: string): PortReference | undefined => passed
  const opened: OpenedCopy[] = []
  for (let index = 1; index <= count; index += 1) {
    const copy = openCopy(work, index, inputs)
    if (copy === undefined) continue
    opened.push(copy)
    deliver = copy.deliver
    const next = new Map(inputs)
    for (const { input, output } of links) {
      const source = copy.deliver(output)
      if (source === undefined) next.delete(input)
      else next.set(input, source)
    }
    inputs = next
  }
  const onward = around.outgoing(node.id).flatMap(edge => {
    const from = deliver(edge.from.port)
    return from === undefined ? [] : [{ ...edge, from }]
  })
  return {
    instance: node.id,
    part: {
      nodes: opened.flatMap(({ nodes }) => nodes),
      edges: [...opened.flatMap(({ edges }) => edges), ...onward]
    },
    copies: opened.map(({ copy }) => copy),
    dropsBlock
  }
}

interface Work {
  readonly document: Document
  readonly node: GraphNode
  readonly block: Block
  readonly inside: Graph
  readonly isRoot: boolean
  /** The id that a node gets outside. */
  ids(node: NodeId): NodeId
  edgeId(): string
}

function placeOf({ id, name }: GraphNode) {
  return { path: name, node: id }
}

function countOf(node: GraphNode): number {
  if (node.repeat === undefined) return 1
  const count = isExpression(node.repeat) ? substitute(node.repeat, new Map()) : node.repeat
  if (isExpression(count)) {
    const { expression } = count
    throw new Refusal(dependsOnAround({ ...placeOf(node), parameter: 'repeat' }, { what: 'Its repeat', expression }))
  }
  const isCount = typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= maxRepeat
  return isCount ? count : 1
}

interface OpenedCopy {
  readonly copy: Copy
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly Edge[]
  /** What feeds an output of the block. */
  deliver(port: string): PortReference | undefined
}

/** One repeat with its expressions computed; undefined where its `when` leaves it out. */
function openCopy(work: Work, index: number, inputs: ReadonlyMap<string, PortReference>): OpenedCopy | undefined {
  const { node, inside } = work
  const own: Substitution = node.repeat === undefined ? new Map() : new Map([['index', index]])
  const when = node.when && put(work, node, node.when, own)
  if (when === 0 || when === false) return undefined
  const condition = isExpression(when) ? when.expression : undefined
  if ((condition !== undefined || node.isBypassed) && !isStraight(work)) throw new Refusal(noStraightWay(placeOf(node)))

  const names: Substitution = new Map([...argumentsOf(work, own), ['index', index]])
  const copy = new Map<NodeId, NodeId>()
  const nodes: GraphNode[] = []
  for (const inner of inside.order) {
    if (isEnd(inner) || isLeftOut(work, inner, names)) continue
    const id = work.ids(inner.id)
    copy.set(inner.id, id)
    nodes.push(outsideOf(work, { inner, id, names, condition }))
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
      : [{ ...edge, id: work.edgeId(), from, to: { node: to, port: edge.to.port } }]
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

function firstInto(graph: Graph, node: NodeId): Edge | undefined {
  const edges = graph.incoming(node)
  return edges.find(({ to }) => to.port === 'input' || to.port === 'inputs') ?? edges[0]
}

function isLeftOut(work: Work, inner: GraphNode, names: Substitution): boolean {
  if (inner.when === undefined) return false
  const value = put(work, inner, inner.when, inner.repeat === undefined ? names : withoutIndex(names))
  return value === 0 || value === false
}

/** A node inside as it stands outside, its expressions over what is known there. */
function outsideOf(
  work: Work,
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
    const value = put(work, inner, expression, countsItself ? withoutIndex(names) : names)
    if (countsItself) assertKeepsIndex(work, inner, expression.expression, names)
    return value
  })
  if (condition !== undefined && inner.repeat !== undefined && namesIn(condition).includes('index')) {
    throw new Refusal(notWritable(placeOf(work.node), { name: inner.name, expression: condition }))
  }
  const when = bothOf(condition, rewritten.when?.expression)
  return {
    ...rewritten,
    id,
    ...(when === undefined ? {} : { when: { expression: when } }),
    ...(work.node.isBypassed ? { isBypassed: true } : {})
  }
}

/** Outside, the `index` of the graph around would be taken for the node's own. */
function assertKeepsIndex({ node }: Work, inner: GraphNode, expression: string, names: Substitution): void {
  const isCaught = namesIn(expression).some(name => {
    const value = names.get(name)
    return isExpression(value) && namesIn(value.expression).includes('index')
  })
  if (isCaught) throw new Refusal(notWritable(placeOf(node), { name: inner.name, expression }))
}

function withoutIndex(names: Substitution): Substitution {
  return new Map([...names].filter(([name]) => name !== 'index'))
}

function put(
  { node }: Work,
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
function argumentsOf(work: Work, own: Substitution): readonly (readonly [string, ParameterValue])[] {
  return work.block.parameters.map(({ name, parameter }) => {
    const drawn = Object.hasOwn(work.node.parameters, name) ? work.node.parameters[name] : undefined
    if (drawn === undefined) return [name, parameter.default]
    const value = isExpression(drawn) ? put(work, work.node, drawn, own) : drawn
    if (!isExpression(value)) return [name, fitting(value, parameter)]
    // In the root graph there is nothing around that could still give it a value.
    return [name, work.isRoot ? parameter.default : value]
  })
}

function fitting(value: Json, parameter: Parameter): Json {
  const fit = parseValue(parameter, fitValue(value, parameter))
  return 'value' in fit ? fit.value : parameter.default
}

/** Whether each output hands on what comes in where every layer inside is passed by: then both ways to leave the block out agree. */
function isStraight({ document, block, inside }: Work): boolean {
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
