import type { Document } from '../../../core/document/records.ts'
import type { Edge, GraphNode, NodeId, PortReference } from '../../../core/graph/drawing.ts'
import type { ExpressionScope } from '../../../core/graph/evaluate.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { argumentsOf } from '../../../core/graph/resolve.ts'
import type { LayerFacts, Network, NetworkLayer } from '../../../core/network/network.ts'
import type { Shape } from '../../../core/ops/tensor.ts'

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

/** The layers by the ids on the way down to them; of a repeated block the first and the last repeat. */
interface LayerIndex {
  readonly first: ReadonlyMap<string, NetworkLayer>
  readonly last: ReadonlyMap<string, NetworkLayer>
}

const indices = new WeakMap<Network, LayerIndex>()

function indexOf(network: Network): LayerIndex {
  const known = indices.get(network)
  if (known !== undefined) return known
  const first = new Map<string, NetworkLayer>()
  const last = new Map<string, NetworkLayer>()
  for (const layer of network.layers) {
    const key = layer.ancestry.join('/')
    if (!first.has(key)) first.set(key, layer)
    last.set(key, layer)
  }
  const index = { first, last }
  indices.set(network, index)
  return index
}

/** Facts of the graph at the end of a path of block instances; the root's where the path is empty. */
export function instanceFacts(document: Document, network: Network, path: readonly NodeId[]): InstanceFacts {
  const index = indexOf(network)
  const layerAt = (node: NodeId): NetworkLayer | undefined => index.first.get([...path, node].join('/'))
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
    shapeOf: edge =>
      isInside ? shapeFrom({ document, index }, path, edge.from, 'first') : network.edgeShapes[edge.id],
    shapeAt: port => shapeFrom({ document, index }, path, port, 'first'),
    isLeftOut(node) {
      const record = document.nodes[node]
      if (record?.isBypassed || isInBypassed(document, path)) return true
      return record?.when !== undefined && record.type !== 'block' && layerAt(node) === undefined
    }
  }
}

/** Whether one of the instances on the way down is bypassed, and with it all that is inside. */
export function isInBypassed({ nodes }: Pick<Document, 'nodes'>, path: readonly NodeId[]): boolean {
  return path.some(instance => nodes[instance]?.isBypassed === true)
}

/** The values that expressions in the graph at the end of a path read; none in the root graph. */
export function scopeAt(document: Document, path: readonly NodeId[]): ExpressionScope {
  return path.reduce<ExpressionScope>(
    (around, instance) => scopeInside(document, document.nodes[instance], around),
    new Map()
  )
}

/** The names that expressions inside a block's instance read, in its first repeat. What does not work out is told elsewhere. */
function scopeInside(document: Document, node: GraphNode | undefined, around: ExpressionScope): ExpressionScope {
  const block = node?.block === undefined ? undefined : document.blocks[node.block]
  if (node === undefined || block === undefined) return around
  const names = node.repeat === undefined ? around : new Map([...around, ['index', 1]])
  const tell = (): void => undefined
  return new Map([...argumentsOf(node, block, names, { path: node.name }, tell), ['index', 1]])
}

interface Search {
  readonly document: Document
  readonly index: LayerIndex
}

/** The shape that a port gives in one instance: of a layer its own, of a block's ends and of blocks what passes through. */
function shapeFrom(
  search: Search,
  path: readonly NodeId[],
  { node: id, port }: PortReference,
  repeat: keyof LayerIndex
): Shape | undefined {
  const { document, index } = search
  const node = document.nodes[id]
  if (node === undefined) return undefined
  if (node.isBypassed) return shapeThrough(search, path, node, repeat)
  switch (node.type) {
    case 'blockInput': {
      const instance = path.at(-1)
      const outside = instance === undefined ? undefined : document.nodes[instance]
      const edge = outside && edgeInto(document, outside.graph, { node: outside.id, port: node.name })
      return edge && shapeFrom(search, path.slice(0, -1), edge.from, repeat)
    }
    case 'block': {
      const block = document.blocks[node.block ?? '']
      const ends = block === undefined ? [] : [...graphOf(document, block.graph).nodes.values()]
      const end = ends.find(each => each.type === 'blockOutput' && each.name === port)
      const edge = end && edgeInto(document, end.graph, { node: end.id, port: 'input' })
      return edge && shapeFrom(search, [...path, id], edge.from, 'last')
    }
    default: {
      const layer = index[repeat].get([...path, id].join('/'))
      if (layer !== undefined) return layer.facts?.outputs[port]
      return node.when === undefined ? undefined : shapeThrough(search, path, node, repeat)
    }
  }
}

/** Of a node that is left out: what comes in. */
function shapeThrough(
  search: Search,
  path: readonly NodeId[],
  { id, graph }: GraphNode,
  repeat: keyof LayerIndex
): Shape | undefined {
  const edges = graphOf(search.document, graph).incoming(id)
  const first = edges.find(({ to }) => to.port === 'input' || to.port === 'inputs') ?? edges[0]
  return first && shapeFrom(search, path, first.from, repeat)
}

function edgeInto(document: Document, graph: string, to: PortReference): Edge | undefined {
  return graphOf(document, graph)
    .incoming(to.node)
    .find(edge => edge.to.port === to.port)
}
