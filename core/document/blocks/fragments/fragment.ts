import type { Block, BlockId, BlockParameter, Edge, GraphId, GraphNode, NodeId } from '../../../graph/drawing.ts'
import type { ExpressionScope } from '../../../graph/expressions/evaluate.ts'
import { graphOf } from '../../../graph/graph.ts'
import { standingAlone } from '../../../graph/shared-weights.ts'
import { parseValue, type PlainParameter } from '../../../parameters.ts'
import { createDocument } from '../../create-document.ts'
import { freeze } from '../../freeze.ts'
import type { Document, Note, Position } from '../../records.ts'
import { asItIs, definitionOf } from './copy-definition.ts'
import { namesAround } from '../node-expressions.ts'

/**
 * The block of a fragment that holds what was selected. A fragment is a document by itself: this block, and beside it
 * the definitions that it uses.
 */
export const copied = 'copied'

/** What is taken along: nodes and notes of one graph, and how it is seen. */
export interface Taken {
  readonly graph: GraphId
  readonly nodes: ReadonlySet<NodeId>
  readonly notes?: ReadonlySet<string>
  /** Where each node stands. */
  readonly positions: ReadonlyMap<NodeId, Position>
  /** The values of the parameters around, in the instance that is open. */
  readonly scope?: ExpressionScope
}

/** A copy of the nodes with the edges between them, the definitions that they use, and what their expressions read. */
export function fragmentOf(document: Document, taken: Taken): Document {
  const { nodes, edges } = graphOf(document, taken.graph)
  const chosen = [...nodes.values()].filter(({ id }) => taken.nodes.has(id))
  const members = standingAlone(chosen, document.nodes)
  const own = members.map((node): GraphNode => ({ ...node, graph: copied }))
  const between = edges
    .filter(({ from, to }) => taken.nodes.has(from.node) && taken.nodes.has(to.node))
    .map((edge): Edge => ({ ...edge, graph: copied }))
  const notes = Object.values(document.notes)
    .filter(({ id }) => taken.notes?.has(id) === true)
    .map((note): Note => ({ ...note, graph: copied }))
  const block: Block = {
    id: copied,
    name: copied,
    label: document.name,
    summary: '',
    graph: copied,
    parameters: parametersRead(document, taken, members)
  }
  return assemble(
    document,
    blocksUsedBy(document, members),
    { block, nodes: own, edges: between, notes },
    taken.positions
  )
}

/** A definition by itself: what pasting it gives is an instance. */
export function fragmentOfBlock(document: Document, id: BlockId): Document | undefined {
  const block = document.blocks[id]
  if (block === undefined) return undefined
  const node: GraphNode = { id: 'instance', graph: copied, type: 'block', name: block.name, parameters: {}, block: id }
  const wrapper: Block = { id: copied, name: copied, label: document.name, summary: '', graph: copied, parameters: [] }
  const positions = new Map([[node.id, { x: 0, y: 0 }]])
  return assemble(
    document,
    blocksUsedBy(document, [node]),
    { block: wrapper, nodes: [node], edges: [], notes: [] },
    positions
  )
}

interface Own {
  readonly block: Block
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly Edge[]
  readonly notes: readonly Note[]
}

function assemble(
  document: Document,
  used: readonly BlockId[],
  own: Own,
  positions: ReadonlyMap<NodeId, Position>
): Document {
  const definitions = used.flatMap(id => definitionOf(document, id, asItIs) ?? [])
  const graphs = new Set(definitions.map(({ block }) => block.graph))
  const nodes = [...own.nodes, ...definitions.flatMap(({ part }) => part.nodes)]
  const edges = [...own.edges, ...definitions.flatMap(({ part }) => part.edges)]
  const notes = [...own.notes, ...definitions.flatMap(each => each.notes)]
  const entries = nodes.flatMap(({ id }) => {
    const position = positions.get(id) ?? document.positions[id]
    return position === undefined ? [] : [[id, { x: position.x, y: position.y }] as const]
  })
  const drawing = {
    root: 'root',
    nodes: byId(nodes),
    edges: byId(edges),
    blocks: byId([own.block, ...definitions.map(({ block }) => block)])
  }
  return freeze({
    ...createDocument(document.name, drawing, { positions: Object.fromEntries(entries) }),
    notes: byId(notes),
    sheets: byId(Object.values(document.sheets).filter(({ id }) => graphs.has(id)))
  })
}

function byId<Value extends { readonly id: string }>(records: readonly Value[]): Readonly<Record<string, Value>> {
  return Object.fromEntries(records.map(record => [record.id, record]))
}

/** The definitions that nodes follow, each after those inside it. */
export function blocksUsedBy(document: Document, nodes: Iterable<GraphNode>): readonly BlockId[] {
  const used = new Set<BlockId>()
  const visit = (inner: Iterable<GraphNode>): void => {
    for (const { block } of inner) {
      const definition = block === undefined ? undefined : document.blocks[block]
      if (definition === undefined || used.has(definition.id)) continue
      visit(graphOf(document, definition.graph).nodes.values())
      used.add(definition.id)
    }
  }
  visit(nodes)
  return [...used]
}

/** The parameters of the block around that the nodes read, with the values of the open instance as their defaults. */
function parametersRead(
  document: Document,
  { graph, scope }: Taken,
  nodes: readonly GraphNode[]
): readonly BlockParameter[] {
  const around = Object.values(document.blocks).find(block => block.graph === graph)
  const names = new Set(nodes.flatMap(node => [...namesAround(node)]))
  return (around?.parameters ?? [])
    .filter(({ name }) => names.has(name))
    .map(({ name, parameter }) => ({ name, parameter: withDefault(parameter, scope?.get(name)) }))
}

function withDefault(parameter: PlainParameter, value: Parameters<typeof parseValue>[1]): PlainParameter {
  const fit = value === undefined ? undefined : parseValue(parameter, value)
  return fit !== undefined && 'value' in fit ? ({ ...parameter, default: fit.value } as PlainParameter) : parameter
}
