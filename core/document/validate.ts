import { cycle, containsItself, nestedTooDeep, unknownBlock } from '../graph/problems.ts'
import type { Drawing, Edge, GraphId, GraphNode, NodeId, PortReference } from '../graph/drawing.ts'
import { graphOf } from '../graph/graph.ts'
import { isName } from '../graph/names.ts'
import { whyNotShared } from '../graph/shared-weights.ts'
import type { Location, Problem } from '../problem.ts'
import { portsOf, type LayerLookup } from './connections/ports.ts'
import * as kinds from './problems.ts'
import type { Document } from './records.ts'

/** What a valid document never has. Paths are places in the project file, such as `edges.e3.to`. */
export function validate(document: Document, layers: LayerLookup): readonly Problem[] {
  const problems = [
    ...checkIds(document),
    ...checkBlocks(document),
    ...Object.values(document.nodes).flatMap(node => checkNode(document, node, layers)),
    ...checkNames(document),
    ...Object.values(document.edges).flatMap(edge => checkEdge(document, edge, layers)),
    ...checkCrowds(document, layers),
    ...checkSheets(document),
    ...Object.keys(document.positions)
      .filter(id => !Object.hasOwn(document.nodes, id))
      .map(id => kinds.missingNode({ path: `positions.${id}` }, { node: id }))
  ]
  // Walking needs graphs whose parts exist.
  return problems.length > 0 ? problems : [...checkCycles(document), ...checkNesting(document)]
}

function checkIds(document: Document): readonly Problem[] {
  return (['nodes', 'edges', 'blocks', 'notes', 'sheets', 'datasets'] as const).flatMap(collection =>
    Object.entries<{ readonly id: string }>(document[collection])
      .filter(([key, record]) => key !== record.id)
      .map(([key, { id }]) => kinds.wrongId({ path: `${collection}.${key}.id` }, { key, id }))
  )
}

function checkBlocks({ blocks, root }: Document): readonly Problem[] {
  const graphs = new Set<GraphId>([root])
  return Object.values(blocks).flatMap(block => {
    const problems = isName(block.name)
      ? []
      : [kinds.badName({ path: `blocks.${block.id}.name` }, { name: block.name })]
    if (graphs.has(block.graph)) {
      problems.push(kinds.sharedGraph({ path: `blocks.${block.id}.graph` }, { graph: block.graph }))
    }
    graphs.add(block.graph)
    return problems
  })
}

function checkNode(document: Document, node: GraphNode, layers: LayerLookup): readonly Problem[] {
  const at = (field: string): Location => ({ path: `nodes.${node.id}.${field}`, node: node.id })
  const problems: Problem[] = []
  const isPort = node.type === 'blockInput' || node.type === 'blockOutput'
  const isRoot = node.graph === document.root
  if (!hasGraph(document, node.graph)) {
    problems.push(kinds.unknownGraph(at('graph'), { graph: node.graph }))
  }
  if (!isName(node.name)) problems.push(kinds.badName(at('name'), { name: node.name }))
  if (isPort && isRoot)
    problems.push(kinds.misplaced(at('type'), { type: node.type, expected: 'the graphs of blocks' }))
  for (const field of ['block', 'repeat'] as const) {
    if (node.type === 'block' || node[field] === undefined) continue
    problems.push(kinds.misplaced(at(field), { type: field, expected: 'nodes of the type "block"' }))
  }
  for (const field of ['when', 'isBypassed', 'weightsOf'] as const) {
    if (!isPort || node[field] === undefined) continue
    problems.push(kinds.misplaced(at(field), { type: field, expected: 'layers and blocks' }))
  }
  if (node.weightsOf !== undefined) problems.push(...checkSharing(document, node, node.weightsOf, at('weightsOf')))
  const known = parameterNames(document, node, layers)
  if ('problem' in known) return [...problems, known.problem(at)]
  for (const name of Object.keys(node.parameters)) {
    if (known.names.includes(name)) continue
    problems.push(kinds.unknownParameter(at(`parameters.${name}`), { type: node.type, name, known: known.names }))
  }
  return problems
}

function checkSharing({ nodes }: Document, node: GraphNode, id: NodeId, at: Location): readonly Problem[] {
  const owner = Object.hasOwn(nodes, id) ? nodes[id] : undefined
  const reason = owner === undefined ? 'there is no such node' : whyNotShared(node, owner)
  if (reason !== undefined) return [kinds.foreignWeights(at, { owner: owner?.name ?? id, reason })]
  const hasSettings = node.repeat !== undefined || Object.keys(node.parameters).length > 0
  return hasSettings ? [kinds.settingsBesideOwner(at, { owner: owner?.name ?? id })] : []
}

function hasGraph({ root, blocks }: Document, graph: GraphId): boolean {
  return graph === root || Object.values(blocks).some(block => block.graph === graph)
}

function checkSheets(document: Document): readonly Problem[] {
  return [
    ...Object.values(document.notes).map(({ id, graph }) => ({ path: `notes.${id}.graph`, graph })),
    ...Object.values(document.sheets).map(({ id }) => ({ path: `sheets.${id}.id`, graph: id }))
  ]
    .filter(({ graph }) => !hasGraph(document, graph))
    .map(({ path, graph }) => kinds.unknownGraph({ path }, { graph }))
}

type Known = { readonly names: readonly string[] } | { problem(at: (field: string) => Location): Problem }

function parameterNames({ blocks }: Drawing, node: GraphNode, layers: LayerLookup): Known {
  if (node.type === 'blockInput' || node.type === 'blockOutput') return { names: [] }
  if (node.type === 'block') {
    const id = node.block ?? ''
    const block = Object.hasOwn(blocks, id) ? blocks[id] : undefined
    if (block === undefined) return { problem: at => unknownBlock(at('block'), { block: id }) }
    return { names: block.parameters.map(({ name }) => name) }
  }
  const layer = layers(node.type)
  if (layer === undefined) return { problem: at => kinds.unknownLayer(at('type'), { type: node.type }) }
  return { names: Object.keys(layer.parameters) }
}

function checkNames({ nodes }: Document): readonly Problem[] {
  const taken = new Map<string, string>()
  return Object.values(nodes).flatMap(({ id, graph, name }) => {
    const key = `${graph}/${name}`
    const other = taken.get(key)
    taken.set(key, other ?? id)
    return other === undefined ? [] : [kinds.duplicateName({ path: `nodes.${id}.name`, node: id }, { name, other })]
  })
}

function checkEdge(document: Document, edge: Edge, layers: LayerLookup): readonly Problem[] {
  const at = (field: string): Location => ({ path: `edges.${edge.id}.${field}`, edge: edge.id })
  const problems: Problem[] = []
  const check = (side: 'from' | 'to', end: PortReference): GraphNode | undefined => {
    const node = Object.hasOwn(document.nodes, end.node) ? document.nodes[end.node] : undefined
    if (node === undefined) {
      problems.push(kinds.missingNode(at(`${side}.node`), { node: end.node }))
      return undefined
    }
    // A node of an unknown type has no ports to compare with, and a problem of its own.
    const isKnown = !('problem' in parameterNames(document, node, layers))
    // What a data node gives follows its dataset, which may be another one now: the network tells that.
    if (side === 'from' && typeof layers(node.type)?.outputs === 'function') return node
    const names = portsOf(document, node, layers)[side === 'to' ? 'inputs' : 'outputs'].map(({ name }) => name)
    if (isKnown && !names.includes(end.port)) {
      const values = { node: node.name, port: end.port, side: side === 'to' ? 'input' : 'output' } as const
      problems.push(kinds.noSuchPort(at(`${side}.port`), values))
    }
    return node
  }
  const from = check('from', edge.from)
  const to = check('to', edge.to)
  if (from !== undefined && to !== undefined && (from.graph !== edge.graph || to.graph !== edge.graph)) {
    problems.push(kinds.crossesGraphs(at('graph'), { from: from.name, to: to.name }))
  }
  return problems
}

function checkCrowds(document: Document, layers: LayerLookup): readonly Problem[] {
  const counts = new Map<string, Edge[]>()
  for (const edge of Object.values(document.edges)) {
    const key = `${edge.to.node}/${edge.to.port}`
    counts.set(key, [...(counts.get(key) ?? []), edge])
  }
  return [...counts.values()].flatMap(edges => {
    const last = edges.at(-1)
    const node = last && document.nodes[last.to.node]
    if (last === undefined || node === undefined || edges.length < 2) return []
    const port = portsOf(document, node, layers).inputs.find(each => each.name === last.to.port)
    if (port === undefined || port.isMany) return []
    const values = { node: node.name, port: port.name, count: edges.length }
    return [kinds.crowdedPort({ path: `edges.${last.id}.to`, edge: last.id }, values)]
  })
}

function checkCycles(document: Document): readonly Problem[] {
  const graphs = [document.root, ...Object.values(document.blocks).map(block => block.graph)]
  return graphs.flatMap(graph =>
    graphOf(document, graph).cycles.map(nodes => {
      const location = { path: `nodes.${nodes[0]?.id ?? ''}`, ...(nodes[0] && { node: nodes[0].id }) }
      return cycle(location, { names: nodes.map(node => node.name) })
    })
  )
}

/** Far more levels than any network has; what opens blocks calls itself for each. */
const mostLevels = 100

/** Blocks that contain themselves, once for each way round, and the first that is nested too deep. */
function checkNesting({ blocks, nodes }: Document): readonly Problem[] {
  const problems: Problem[] = []
  const instances = instancesByGraph(nodes)
  /** How many levels a block has, itself included. */
  const levels = new Map<string, number>()
  const visit = (id: string, open: readonly string[]): number => {
    let count = 1
    for (const { id: node, block } of instances.get(blocks[id]?.graph ?? '') ?? []) {
      const where = { path: `nodes.${node}.block`, node }
      const around = open.indexOf(block)
      if (around >= 0) {
        const labels = [...open.slice(around), block].map(each => blocks[each]?.label ?? each)
        problems.push(containsItself(where, { labels }))
        continue
      }
      const inside = levels.get(block) ?? (open.length < mostLevels ? visit(block, [...open, block]) : mostLevels)
      count = Math.max(count, 1 + inside)
      if (count > mostLevels && !problems.some(({ code }) => code === nestedTooDeep.code)) {
        problems.push(nestedTooDeep(where, { max: mostLevels }))
      }
    }
    levels.set(id, count)
    return count
  }
  for (const id of Object.keys(blocks)) if (!levels.has(id)) visit(id, [id])
  return problems
}

/** The instances of blocks in each graph. */
function instancesByGraph(nodes: Document['nodes']): ReadonlyMap<string, readonly Instance[]> {
  const instances = new Map<string, Instance[]>()
  for (const { id, graph, block } of Object.values(nodes)) {
    if (block === undefined) continue
    const others = instances.get(graph)
    if (others === undefined) instances.set(graph, [{ id, block }])
    else others.push({ id, block })
  }
  return instances
}

interface Instance {
  readonly id: string
  /** The id of its definition. */
  readonly block: string
}
