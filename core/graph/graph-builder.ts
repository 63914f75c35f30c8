import { assert } from '../assert.ts'
import type {
  BlockDefinition,
  Drawing,
  Edge,
  Expression,
  GraphId,
  GraphNode,
  NodeId,
  ParameterValue,
  PortReference
} from './drawing.ts'
import { isName, uniqueName } from './names.ts'

/** A node just drawn. As it stands it means its port `output`; `output` names another. */
export interface DrawnNode extends PortReference {
  output(port: string): PortReference
}

/**
 * What a node is fed with: one edge into its port `input`, a list into its port `inputs`, or the ports by name.
 */
export type Feeds =
  PortReference | readonly PortReference[] | Readonly<Record<string, PortReference | readonly PortReference[]>>

export interface NodeOptions {
  /** The type where it is left out, with a number behind it from the second on. */
  readonly name?: string
  /** An expression: where it gives 0, the node's first input passes through. */
  readonly when?: string
  /** The node whose weights and settings it uses. */
  readonly weightsOf?: DrawnNode
}

export interface BlockOptions extends NodeOptions {
  readonly repeat?: number | Expression
}

/** Parameters as code writes them; undefined ones are left out. */
export type DrawnParameters = Readonly<Record<string, ParameterValue | undefined>>

/** Draws one graph in code, in the order in which data flow. Ids follow from names, so the same code gives the same ids. */
export interface GraphBuilder {
  layer(type: string, parameters?: DrawnParameters, from?: Feeds, options?: NodeOptions): DrawnNode
  block(definition: BlockDefinition, parameters?: DrawnParameters, from?: Feeds, options?: BlockOptions): DrawnNode
  /** A port of the block that is being drawn; `input` where no name is given. */
  input(name?: string): DrawnNode
  /** Delivers a value as a port of the block that is being drawn; `output` where no name is given. */
  output(from: PortReference, name?: string): void
}

/** A value computed from the parameters of the block around it: `expression('4 * filters')`. */
export function expression(text: string): Expression {
  return { expression: text }
}

/** What a builder has drawn. */
export interface DrawnGraph {
  readonly nodes: Drawing['nodes']
  readonly edges: Drawing['edges']
  /** The definitions that its block nodes follow. */
  readonly definitions: readonly BlockDefinition[]
}

/** Draws the nodes and edges of one graph; ids are names behind the prefix. */
export function drawGraph(graph: GraphId, prefix: string, draw: (builder: GraphBuilder) => void): DrawnGraph {
  const nodes: Record<NodeId, GraphNode> = {}
  const edges: Record<string, Edge> = {}
  const definitions = new Set<BlockDefinition>()
  const names = new Set<string>()

  function connect(node: NodeId, port: string, sources: readonly PortReference[]): void {
    sources.forEach((source, order) => {
      const from = { node: source.node, port: source.port }
      assert(Object.hasOwn(nodes, from.node), `${from.node} is not a node of the graph ${graph}.`)
      const id = `${node}.${port}.${order}`
      edges[id] = { id, graph, from, to: { node, port }, order }
    })
  }

  function add(
    base: string,
    parts: Omit<GraphNode, 'id' | 'graph' | 'name' | 'parameters'>,
    {
      parameters = {},
      from = {},
      name,
      when,
      weightsOf
    }: NodeOptions & { readonly parameters?: DrawnParameters; readonly from?: Feeds }
  ): DrawnNode {
    const unique = name ?? uniqueName(base, taken => names.has(taken))
    assert(isName(unique) && !names.has(unique), `"${unique}" is no name, or is taken already, in the graph ${graph}.`)
    names.add(unique)
    const id = prefix + unique
    const given = Object.entries(parameters).filter(
      (entry): entry is [string, ParameterValue] => entry[1] !== undefined
    )
    const condition = when === undefined ? {} : { when: expression(when) }
    const sharing = weightsOf === undefined ? {} : { weightsOf: weightsOf.node }
    nodes[id] = { id, graph, name: unique, parameters: Object.fromEntries(given), ...parts, ...condition, ...sharing }
    for (const [port, sources] of Object.entries(portsFrom(from))) connect(id, port, listOf(sources))
    return { node: id, port: 'output', output: port => ({ node: id, port }) }
  }

  draw({
    layer: (type, parameters, from, options) => add(type, { type }, fill(parameters, from, options)),
    block(definition, parameters, from, options = {}) {
      definitions.add(definition)
      const { repeat, ...rest } = options
      const { id, name } = definition.block
      const parts = { type: 'block', block: id, ...(repeat === undefined ? {} : { repeat }) }
      return add(name, parts, fill(parameters, from, rest))
    },
    input: (name = 'input') => add(name, { type: 'blockInput' }, { name }),
    output(from, name = 'output') {
      add(name, { type: 'blockOutput' }, { name, from })
    }
  })
  return { nodes, edges, definitions: [...definitions] }
}

function fill(parameters: DrawnParameters | undefined, from: Feeds | undefined, options: NodeOptions | undefined) {
  return { ...options, ...(parameters === undefined ? {} : { parameters }), ...(from === undefined ? {} : { from }) }
}

function isReference(feeds: Feeds): feeds is PortReference {
  return 'node' in feeds && typeof feeds.node === 'string'
}

function isList<Value>(value: Value | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value)
}

function listOf(sources: PortReference | readonly PortReference[]): readonly PortReference[] {
  return isList(sources) ? sources : [sources]
}

function portsFrom(feeds: Feeds): Readonly<Record<string, PortReference | readonly PortReference[]>> {
  if (Array.isArray(feeds)) return { inputs: feeds as readonly PortReference[] }
  if (isReference(feeds)) return { input: feeds }
  return feeds as Readonly<Record<string, PortReference | readonly PortReference[]>>
}

/** Draws the root graph of a network in code. The result has the definitions of all blocks that it uses. */
export function drawNetwork(draw: (builder: GraphBuilder) => void): Drawing {
  const root = 'root'
  const { nodes, edges, definitions } = drawGraph(root, '', draw)
  return withDefinitions({ root, nodes, edges, blocks: {} }, definitions)
}

/** The drawing with the definitions, and those that they use, which it does not have yet. */
export function withDefinitions(drawing: Drawing, definitions: readonly BlockDefinition[]): Drawing {
  return definitions.reduce((before, definition) => {
    const { id } = definition.block
    if (Object.hasOwn(before.blocks, id)) return before
    const added: Drawing = {
      root: before.root,
      nodes: { ...before.nodes, ...definition.nodes },
      edges: { ...before.edges, ...definition.edges },
      blocks: { ...before.blocks, [id]: definition.block }
    }
    return withDefinitions(added, definition.uses)
  }, drawing)
}
