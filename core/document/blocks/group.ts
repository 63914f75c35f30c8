import type {
  Block,
  BlockId,
  BlockParameter,
  Edge,
  GraphId,
  GraphNode,
  NodeId,
  ParameterValue,
  PortReference
} from '../../graph/drawing.ts'
import { graphOf } from '../../graph/graph.ts'
import { cleanName, uniqueName } from '../../graph/names.ts'
import { standingAlone } from '../../graph/shared-weights.ts'
import { renameInExpression } from '../../graph/substitute.ts'
import { layerOf } from '../../layers/catalogue.ts'
import { integer } from '../../parameters.ts'
import type { Problem } from '../../problem.ts'
import type { Draft } from '../draft.ts'
import { freshIds } from '../fresh-ids.ts'
import type { Document } from '../records.ts'
import { maxRepeat } from '../../graph/resolve.ts'
import { namesAround, rewriteNode } from './node-expressions.ts'
import { leavesAndReturns, staysOutside } from './problems.ts'

/** What grouping made: the instance in the place of the nodes, and the ends of the new block. */
export interface Grouped {
  readonly block: BlockId
  readonly instance: NodeId
  readonly inputs: readonly NodeId[]
  readonly outputs: readonly NodeId[]
}

const outside = new Set(['blockInput', 'blockOutput'])

/** Why these nodes of one graph can not become a block, or undefined when they can. */
export function groupProblem(document: Document, nodes: ReadonlySet<NodeId>): Problem | undefined {
  const records = [...nodes].flatMap(id => document.nodes[id] ?? [])
  for (const node of records) {
    const family = layerOf(node.type)?.family
    if (family === 'data' || family === 'loss' || family === 'output' || outside.has(node.type)) {
      return staysOutside({ path: node.name, node: node.id }, { label: node.name })
    }
  }
  const [first] = records
  return first && detour(document, first.graph, nodes)
}

/** A way that leads out of the nodes and back in: as one node they would feed themselves. */
function detour(document: Document, graph: GraphId, nodes: ReadonlySet<NodeId>): Problem | undefined {
  const { outgoing } = graphOf(document, graph)
  const nameOf = (id: NodeId): string => document.nodes[id]?.name ?? id
  for (const from of nodes) {
    for (const { to: left } of outgoing(from).filter(edge => !nodes.has(edge.to.node))) {
      const seen = new Set([left.node])
      for (const past of seen) {
        for (const { to } of outgoing(past)) {
          if (nodes.has(to.node)) {
            const names = { from: nameOf(from), past: nameOf(left.node), to: nameOf(to.node) }
            return leavesAndReturns({ path: names.past, node: left.node }, names)
          }
          seen.add(to.node)
        }
      }
    }
  }
  return undefined
}

/**
 * Makes a block of the nodes, which keep their ids, and puts an instance of it in their place. A port for each output
 * outside that feeds them, and for each of theirs that is used outside. Ask `groupProblem` first.
 */
export function group(draft: Draft, nodes: ReadonlySet<NodeId>, header: Pick<Block, 'name' | 'label'>): Grouped {
  const before = draft.document
  const chosen = [...nodes].flatMap(id => before.nodes[id] ?? [])
  const members = standingAlone(chosen, before.nodes)
  const around = members[0]?.graph ?? before.root
  const fresh = freshIds(before)
  const { block, args, inner } = contentsOf(before, around, members, { ...header, id: fresh('b'), graph: fresh('g') })
  const crossings = crossingsOf(before, around, nodes)
  for (const { id } of members) draft.removeNode(id)
  draft.addBlock({ block, nodes: {}, edges: {}, uses: [] })
  draft.insert(block.graph, { nodes: inner, edges: crossings.inside })
  const instance = draft.addBlockInstance({ graph: around, block: block.id, parameters: args })

  const inputs: NodeId[] = []
  const [innerEdges, outerEdges]: [Edge[], Edge[]] = [[], []]
  for (const [name, edges] of crossings.into) {
    const end = draft.addNode({ graph: block.graph, type: 'blockInput', name })
    const port = draft.document.nodes[end]?.name ?? name
    inputs.push(end)
    innerEdges.push(...edges.map(edge => ({ ...edge, from: { node: end, port: 'output' } })))
    const [first] = edges
    if (first === undefined) continue
    outerEdges.push({ ...first, id: fresh('e'), to: { node: instance, port }, order: 0 })
  }
  const outputs: NodeId[] = []
  for (const [name, edges] of crossings.out) {
    const end = draft.addNode({ graph: block.graph, type: 'blockOutput', name })
    const port = draft.document.nodes[end]?.name ?? name
    outputs.push(end)
    const [first] = edges
    if (first === undefined) continue
    innerEdges.push({ ...first, id: fresh('e'), to: { node: end, port: 'input' }, order: 0 })
    outerEdges.push(...edges.map(edge => ({ ...edge, from: { node: instance, port } })))
  }
  draft.insert(block.graph, { nodes: [], edges: innerEdges })
  draft.insert(around, { nodes: [], edges: outerEdges })
  return { block: block.id, instance, inputs, outputs }
}

interface Contents {
  readonly block: Block
  /** What the instance hands on from the block around it. */
  readonly args: Readonly<Record<string, ParameterValue>>
  readonly inner: readonly GraphNode[]
}

/** The new block takes the parameters of the one around it that its layers read, under their names. */
function contentsOf(
  document: Document,
  around: GraphId,
  members: readonly GraphNode[],
  header: Pick<Block, 'id' | 'graph' | 'name' | 'label'>
): Contents {
  const outer = Object.values(document.blocks).find(block => block.graph === around)
  const names = new Set(members.flatMap(node => [...namesAround(node)]))
  const parameters: BlockParameter[] = (outer?.parameters ?? []).filter(({ name }) => names.has(name))
  const args: Record<string, ParameterValue> = Object.fromEntries(
    parameters.map(({ name }) => [name, { expression: name }])
  )
  let inner = members
  if (outer !== undefined && names.has('index')) {
    // Inside the new block `index` counts its own repeats, so the one around comes in as a parameter.
    const name = uniqueName('outerIndex', taken => names.has(taken))
    const help = 'Which repeat of the block around it this stands in, from 1.'
    parameters.push({ name, parameter: integer({ default: 1, min: 1, max: maxRepeat, help }) })
    args[name] = { expression: 'index' }
    inner = members.map(node =>
      rewriteNode(node, (expression, countsItself) =>
        countsItself ? expression : renameInExpression(expression, 'index', name)
      )
    )
  }
  return { block: { ...header, summary: '', parameters }, args, inner }
}

interface Crossings {
  readonly inside: readonly Edge[]
  /** Edges into the nodes by the name of the port that each source outside gets. */
  readonly into: ReadonlyMap<string, readonly Edge[]>
  readonly out: ReadonlyMap<string, readonly Edge[]>
}

function crossingsOf(document: Document, graph: GraphId, nodes: ReadonlySet<NodeId>): Crossings {
  const { order, incoming } = graphOf(document, graph)
  const edges = order.flatMap(({ id }) => incoming(id))
  const isInside = ({ node }: PortReference): boolean => nodes.has(node)
  return {
    inside: edges.filter(({ from, to }) => isInside(from) && isInside(to)),
    into: byPort(
      document,
      edges.filter(({ from, to }) => !isInside(from) && isInside(to)),
      'input'
    ),
    out: byPort(
      document,
      edges.filter(({ from, to }) => isInside(from) && !isInside(to)),
      'output'
    )
  }
}

/** Edges by where they come from, each under a name: the only port's is plain, several are called after what feeds them. */
function byPort(document: Document, edges: readonly Edge[], plain: string): ReadonlyMap<string, readonly Edge[]> {
  const groups = new Map<string, Edge[]>()
  for (const edge of edges) {
    const key = `${edge.from.node} ${edge.from.port}`
    groups.set(key, [...(groups.get(key) ?? []), edge])
  }
  const named = new Map<string, readonly Edge[]>()
  for (const group of groups.values()) {
    const [first] = group
    const wanted = groups.size === 1 || first === undefined ? plain : nameAfter(document, first.from, plain)
    named.set(
      uniqueName(wanted, name => named.has(name)),
      group
    )
  }
  return named
}

/** An input is called after what feeds it; an output too, but its layer has the name itself. */
function nameAfter(document: Document, { node, port }: PortReference, plain: string): string {
  const name = port === 'output' ? (document.nodes[node]?.name ?? port) : port
  return cleanName(plain === 'output' ? `${name}Output` : name) ?? plain
}
