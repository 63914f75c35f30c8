import type { Document } from '../../../../core/document/records.ts'
import type { Edge, GraphNode, NodeId, PortReference } from '../../../../core/graph/drawing.ts'
import type { ExpressionScope } from '../../../../core/graph/expressions/evaluate.ts'
import { blockPorts } from '../../../../core/graph/block-ports.ts'
import { linksOf } from '../../../../core/graph/expand.ts'
import { graphOf } from '../../../../core/graph/graph.ts'
import type { LayerFacts, Network, NetworkLayer } from '../../../../core/network/network.ts'
import type { Shape } from '../../../../core/ops/tensor.ts'
import { nodeOfStep } from '../../graph-position.ts'
import { scopeAt, scopeInside } from './instance-scope.ts'
import { indexPaths, type Paths } from '../paths.ts'

/** What is known of the nodes and edges of one graph, where it stands: a block's as the opened instance has it. */
export interface InstanceFacts {
  /** Values with defaults and computed expressions; of a repeated block those of its first repeat. */
  valuesOf(node: NodeId): Readonly<Record<string, unknown>> | undefined
  factsOf(node: NodeId): LayerFacts | undefined
  shapeOf(edge: Edge): Shape | undefined
  /** What an output gives, whether an edge leads on from it or not. */
  shapeAt(port: PortReference): Shape | undefined
  /** The instance leaves this node out: it or a block around it is bypassed, or its `when` gives 0 here. */
  isLeftOut(node: NodeId): boolean
}

const indices = new WeakMap<Network, Paths<NetworkLayer>>()

function indexOf(network: Network): Paths<NetworkLayer> {
  const index = indices.get(network) ?? indexPaths(network.layers)
  indices.set(network, index)
  return index
}

/** Facts of the graph at the end of a path of block instances; the root's where the path is empty. */
export function instanceFacts(document: Document, network: Network, path: readonly NodeId[]): InstanceFacts {
  const index = indexOf(network)
  const layerAt = (node: NodeId): NetworkLayer | undefined => index.layers.get([...path, node].join('/'))
  const isInside = path.length > 0
  let scope: ExpressionScope | undefined
  return {
    valuesOf(id) {
      const node = document.nodes[id]
      if (node?.type !== 'block') return layerAt(id)?.parameters
      scope ??= scopeAt(document, path)
      return Object.fromEntries(scopeInside(document, node, scope))
    },
    factsOf: node => layerAt(node)?.facts ?? network.nodeFacts[node],
    shapeOf: edge => (isInside ? shapeFrom({ document, index }, path, edge.from) : network.edgeShapes[edge.id]),
    shapeAt: port => shapeFrom({ document, index }, path, port),
    isLeftOut(node) {
      const record = document.nodes[node]
      if (record?.isBypassed || isInBypassed(document, path)) return true
      return record?.when !== undefined && record.type !== 'block' && layerAt(node) === undefined
    }
  }
}

/** Whether one of the instances on the way down is bypassed, and with it all that is inside. */
export function isInBypassed({ nodes }: Pick<Document, 'nodes'>, path: readonly NodeId[]): boolean {
  return path.some(step => nodes[nodeOfStep(step)]?.isBypassed === true)
}

interface Search {
  readonly document: Document
  readonly index: Paths<NetworkLayer>
}

/** The shape that a port gives in one instance: of a layer its own, of a block's ends and of blocks what passes through. */
function shapeFrom(search: Search, path: readonly NodeId[], { node: id, port }: PortReference): Shape | undefined {
  const { document, index } = search
  const node = document.nodes[id]
  if (node === undefined) return undefined
  if (node.isBypassed) return shapeThrough(search, path, node)
  switch (node.type) {
    case 'blockInput':
      return shapeInto(search, path, node.name)
    case 'block': {
      const steps = index.steps.get([...path, id].join('/'))
      return shapeOutOf(search, [...path, steps?.at(-1) ?? id], port)
    }
    default: {
      const layer = index.layers.get([...path, id].join('/'))
      if (layer !== undefined) return layer.facts?.outputs[port]
      return node.when === undefined ? undefined : shapeThrough(search, path, node)
    }
  }
}

/** What comes into a block by one of its inputs: from outside, or from the repeat before. */
function shapeInto(search: Search, path: readonly NodeId[], port: string): Shape | undefined {
  const { document, index } = search
  const [around, step = ''] = [path.slice(0, -1), path.at(-1)]
  const instance = document.nodes[nodeOfStep(step)]
  if (instance === undefined) return undefined
  const steps = index.steps.get([...around, instance.id].join('/')) ?? []
  const before = steps[steps.indexOf(step) - 1]
  if (before !== undefined) {
    const link = linksOf(blockPorts(document, instance.block ?? '')).find(({ input }) => input === port)
    if (link !== undefined) return shapeOutOf(search, [...around, before], link.output)
  }
  const edge = edgeInto(document, instance.graph, { node: instance.id, port })
  return edge && shapeFrom(search, around, edge.from)
}

/** What the inside of a block at a path hands on by one of its outputs. */
function shapeOutOf(search: Search, path: readonly NodeId[], port: string): Shape | undefined {
  const { document } = search
  const block = document.blocks[document.nodes[nodeOfStep(path.at(-1) ?? '')]?.block ?? '']
  const ends = block === undefined ? [] : [...graphOf(document, block.graph).nodes.values()]
  const end = ends.find(each => each.type === 'blockOutput' && each.name === port)
  const edge = end && edgeInto(document, end.graph, { node: end.id, port: 'input' })
  return edge && shapeFrom(search, path, edge.from)
}

/** The shape that comes into a node that is left out. */
function shapeThrough(search: Search, path: readonly NodeId[], { id, graph }: GraphNode): Shape | undefined {
  const edges = graphOf(search.document, graph).incoming(id)
  const first = edges.find(({ to }) => to.port === 'input' || to.port === 'inputs') ?? edges[0]
  return first && shapeFrom(search, path, first.from)
}

function edgeInto(document: Document, graph: string, to: PortReference): Edge | undefined {
  return graphOf(document, graph)
    .incoming(to.node)
    .find(edge => edge.to.port === to.port)
}
