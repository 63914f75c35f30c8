import type { Json } from '../json.ts'
import type { ParameterTable } from '../parameters.ts'
import type { Location, Problem } from '../problem.ts'
import { ProblemList } from '../problem-list.ts'
import { blockPorts, type BlockPorts } from './block-ports.ts'
import type { Block, Drawing, Edge, EdgeId, GraphNode, NodeId } from './drawing.ts'
import type { ExpressionScope } from './expressions/evaluate.ts'
import { graphOf, type Graph } from './graph.ts'
import * as kinds from './problems.ts'
import { argumentsOf, isPresent, parametersOf, repeatCount } from './resolve.ts'
import { settingsOf, withOwners } from './shared-weights.ts'

/** An output of an expanded layer. */
export interface Source {
  readonly key: string
  readonly port: string
}

/** A layer of the drawing with every block around it opened. */
export interface ExpandedNode {
  /** Path of node ids with repeats, `n4/n2[3]/n1`. */
  readonly key: string
  /** Path of names, `stage2/block[3]/conv`. */
  readonly path: string
  /** The key of the layer whose weights it uses: its own, unless a node around it or itself names another. */
  readonly weightsKey: string
  readonly node: GraphNode
  /** The node whose settings it has: itself, or the one whose weights it uses. */
  readonly settings: GraphNode
  /** The nodes from the root graph down to this one. */
  readonly ancestry: readonly NodeId[]
  /** As drawn, with expressions computed; a parameter whose expression has a fault is left out. */
  readonly parameters: Readonly<Record<string, Json>>
  /** Sources by port in the order of the edges, across the borders of blocks. Ports that nothing reaches are absent. */
  readonly inputs: Readonly<Record<string, readonly Source[]>>
  /** Ports with an edge that brings nothing. Why is among the problems already, at the place where it is missing. */
  readonly starved: readonly string[]
}

export interface Expansion {
  /** In an order in which they can run. The edge that closes a cycle brings nothing. */
  readonly nodes: readonly ExpandedNode[]
  readonly problems: readonly Problem[]
  /** What feeds each edge of the drawing, on every level; inside a block, in the first instance in which both its ends exist. */
  readonly edgeSources: ReadonlyMap<EdgeId, Source>
  /** The layers that a node stands for: itself, or all that is in a block, in the first instance of the graph around it. */
  inside(node: NodeId): readonly ExpandedNode[]
}

export interface ExpandOptions {
  /** Parameters of a layer type, so that an expression knows whether its value is for a toggle. */
  readonly parametersOf?: (type: string) => ParameterTable | undefined
}

/** More than any network has; keeps nested repeats from filling the memory. */
const maxVisits = 200_000

/** What grows while blocks are opened. */
interface Work {
  readonly drawing: Drawing
  readonly options: ExpandOptions
  readonly nodes: ExpandedNode[]
  readonly problems: ProblemList
  readonly edgeSources: Map<EdgeId, Source>
  /** Edges whose source comes from an instance in which both ends exist. */
  readonly wholeEdges: Set<EdgeId>
  readonly ranges: Map<NodeId, readonly [start: number, end: number]>
  visits: number
}

/** One graph where it stands: the root, or the inside of one repeat of an instance. */
interface Scope {
  readonly graph: Graph
  readonly names: ExpressionScope
  readonly key: string
  readonly weightsKey: string
  readonly path: string
  readonly ancestry: readonly NodeId[]
  /** The definitions that are open around it. */
  readonly blocks: readonly Block[]
  readonly inputs: ReadonlyMap<string, Source>
}

type Outputs = (port: string) => Source | undefined
const noOutputs: Outputs = () => undefined

/** Opens all blocks: repeats stand in a row, expressions are computed, edges lead from layer to layer. */
export function expand(drawing: Drawing, options: ExpandOptions = {}): Expansion {
  const nodes: ExpandedNode[] = []
  const problems = new ProblemList()
  const edgeSources = new Map<EdgeId, Source>()
  const ranges = new Map<NodeId, readonly [number, number]>()
  const work: Work = { drawing, options, nodes, problems, edgeSources, wholeEdges: new Set(), ranges, visits: 0 }
  expandGraph(work, {
    graph: graphOf(drawing, drawing.root),
    names: new Map(),
    key: '',
    weightsKey: '',
    path: '',
    ancestry: [],
    blocks: [],
    inputs: new Map()
  })
  const owned = withOwners(nodes)
  const inside = (node: NodeId): readonly ExpandedNode[] => owned.slice(...(ranges.get(node) ?? [0, 0]))
  return { nodes: owned, problems: problems.list, edgeSources, inside }
}

function report(work: Work, problem: Problem): void {
  work.problems.add(problem)
}

function locationOf(scope: Scope, node: GraphNode): Location {
  return { path: scope.path + node.name, node: node.id }
}

function expandGraph(work: Work, scope: Scope): ReadonlyMap<string, Source> {
  const { graph } = scope
  const outputs = new Map<NodeId, Outputs>()
  const delivered = new Map<string, Source>()
  const bypassed = new Set<NodeId>()
  const sourceOf = (edge: Edge): Source | undefined => outputs.get(edge.from.node)?.(edge.from.port)

  for (const names of graph.cycles) {
    const first = names[0]
    if (first !== undefined)
      report(work, kinds.cycle(locationOf(scope, first), { names: names.map(node => node.name) }))
  }
  for (const node of graph.order) {
    work.visits += 1
    if (work.visits > maxVisits) {
      report(work, kinds.tooLarge({ path: scope.path }, { max: maxVisits }))
      break
    }
    const start = work.nodes.length
    const edges = graph.incoming(node.id)
    const visit = expandNode(work, scope, node, edges, sourceOf)
    outputs.set(node.id, visit.outputs)
    if (node.isBypassed && edges.length === 0 && graph.outgoing(node.id).length > 0) {
      report(work, kinds.nothingPasses(locationOf(scope, node), undefined))
    }
    if (visit.isBypassed) bypassed.add(node.id)
    else if (!work.ranges.has(node.id)) work.ranges.set(node.id, [start, work.nodes.length])
    if (node.type === 'blockOutput') {
      const source = visit.outputs('output')
      if (source !== undefined) delivered.set(node.name, source)
    }
  }
  for (const edge of graph.edges) {
    const source = sourceOf(edge)
    const isWhole = !bypassed.has(edge.from.node) && !bypassed.has(edge.to.node)
    if (source === undefined || (work.edgeSources.has(edge.id) && (!isWhole || work.wholeEdges.has(edge.id)))) continue
    work.edgeSources.set(edge.id, source)
    if (isWhole) work.wholeEdges.add(edge.id)
  }
  return delivered
}

interface Visit {
  readonly outputs: Outputs
  readonly isBypassed?: boolean
}

function expandNode(
  work: Work,
  scope: Scope,
  node: GraphNode,
  edges: readonly Edge[],
  sourceOf: (edge: Edge) => Source | undefined
): Visit {
  const location = locationOf(scope, node)
  const tell = (problem: Problem): void => report(work, problem)
  if (node.type === 'blockInput') return { outputs: () => scope.inputs.get(node.name) }
  if (node.type === 'blockOutput') {
    const edge = edges[0]
    if (edge === undefined) tell(kinds.openOutput({ ...location, port: 'input' }, { port: node.name }))
    return { outputs: () => edge && sourceOf(edge) }
  }
  if (node.type === 'block') return expandBlock(work, scope, node, edges, sourceOf)
  if (node.isBypassed || !isPresent(node, scope.names, location, tell))
    return { outputs: passing(edges, sourceOf), isBypassed: true }

  const inputs: Record<string, Source[]> = {}
  const starved: string[] = []
  for (const edge of edges) {
    const source = sourceOf(edge)
    if (source === undefined) starved.push(edge.to.port)
    else (inputs[edge.to.port] ??= []).push(source)
  }
  const key = scope.key + node.id
  const settings = settingsOf(node, work.drawing.nodes)
  const weightsKey = scope.weightsKey + settings.id
  const table = work.options.parametersOf?.(node.type)
  const parameters = parametersOf(settings, scope.names, table, location, settings === node ? tell : silent)
  const ancestry = [...scope.ancestry, node.id]
  work.nodes.push({ key, weightsKey, path: location.path, node, settings, ancestry, parameters, inputs, starved })
  return { outputs: port => ({ key, port }) }
}

/** What is wrong with settings is told once, at the node that says them. */
function silent(): void {
  return
}

/** What a node hands on that does not exist: its first input, whichever output is asked for. */
function passing(edges: readonly Edge[], sourceOf: (edge: Edge) => Source | undefined): Outputs {
  const first = edges.find(edge => edge.to.port === 'input' || edge.to.port === 'inputs') ?? edges[0]
  return () => first && sourceOf(first)
}

function expandBlock(
  work: Work,
  scope: Scope,
  node: GraphNode,
  edges: readonly Edge[],
  sourceOf: (edge: Edge) => Source | undefined
): Visit {
  if (node.isBypassed) return { outputs: passing(edges, sourceOf), isBypassed: true }
  const { drawing } = work
  const location = locationOf(scope, node)
  const tell = (problem: Problem): void => report(work, problem)
  const block =
    node.block !== undefined && Object.hasOwn(drawing.blocks, node.block) ? drawing.blocks[node.block] : undefined
  if (block === undefined) {
    tell(kinds.unknownBlock(location, { block: node.block ?? '' }))
    return { outputs: noOutputs }
  }
  const around = scope.blocks.indexOf(block)
  if (around >= 0) {
    tell(kinds.containsItself(location, { labels: [...scope.blocks.slice(around), block].map(each => each.label) }))
    return { outputs: noOutputs }
  }
  const ports = blockPorts(drawing, block.id)
  let inputs = new Map<string, Source>()
  for (const port of ports.inputs) {
    const edge = edges.find(each => each.to.port === port)
    const source = edge && sourceOf(edge)
    if (edge === undefined) tell(kinds.openInput({ ...location, port }, { port }))
    if (source !== undefined) inputs.set(port, source)
  }

  const settings = settingsOf(node, drawing.nodes)
  const tellSettings = settings === node ? tell : silent
  const count = repeatCount(settings, scope.names, location, tellSettings)
  const links = linksOf(ports)
  if (count > 1 && links.length === 0) tell(kinds.noChain(location, ports))
  const graph = graphOf(drawing, block.graph)
  const hasRepeat = settings.repeat !== undefined
  let isBypassed = true
  let outputs = passing(edges, sourceOf)
  for (let index = 1; index <= count && work.visits <= maxVisits; index += 1) {
    const names = hasRepeat ? new Map([...scope.names, ['index', index]]) : scope.names
    if (!isPresent(node, names, location, tell)) continue
    isBypassed = false
    const suffix = hasRepeat ? `[${index}]/` : '/'
    const delivered = expandGraph(work, {
      graph,
      names: new Map([...argumentsOf(settings, block, names, location, tellSettings), ['index', index]]),
      key: scope.key + node.id + suffix,
      weightsKey: scope.weightsKey + settings.id + suffix,
      path: scope.path + node.name + suffix,
      ancestry: [...scope.ancestry, node.id],
      blocks: [...scope.blocks, block],
      inputs
    })
    outputs = port => delivered.get(port)
    inputs = new Map(inputs)
    for (const { input, output } of links) {
      const source = delivered.get(output)
      if (source === undefined) inputs.delete(input)
      else inputs.set(input, source)
    }
  }
  return { outputs, isBypassed }
}

/** Which outputs of one repeat feed which inputs of the next: the only ones, or those of the same name but for its ending. */
export function linksOf({
  inputs,
  outputs
}: BlockPorts): readonly { readonly input: string; readonly output: string }[] {
  const [input, ...moreInputs] = inputs
  const [output, ...moreOutputs] = outputs
  if (input !== undefined && output !== undefined && moreInputs.length === 0 && moreOutputs.length === 0) {
    return [{ input, output }]
  }
  return inputs
    .map(name => ({ input: name, output: name.replace(/input$/, 'output').replace(/Input$/, 'Output') }))
    .filter(link => outputs.includes(link.output))
}
