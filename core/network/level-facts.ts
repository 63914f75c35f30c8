import type { Drawing, EdgeId, GraphNode, NodeId } from '../graph/drawing.ts'
import type { Expansion, Source } from '../graph/expand.ts'
import { graphOf } from '../graph/graph.ts'
import type { LayerFacts, Network, NetworkLayer } from './network.ts'
import { totalOf, type Cost } from './shared-weights.ts'

/** What the canvas shows on every level: the shape on each edge, and the facts of each node, those of blocks included. */
export function levelFacts(
  drawing: Drawing,
  expansion: Expansion,
  layers: readonly NetworkLayer[]
): Pick<Network, 'edgeShapes' | 'nodeFacts'> {
  const byKey = new Map(layers.map(layer => [layer.key, layer]))
  const edgeShapes: Record<EdgeId, readonly number[]> = {}
  for (const [edge, { key, port }] of expansion.edgeSources) {
    const shape = byKey.get(key)?.facts?.outputs[port]
    if (shape !== undefined) edgeShapes[edge] = shape
  }
  const nodeFacts: Record<NodeId, LayerFacts> = {}
  for (const node of Object.values(drawing.nodes)) {
    const facts = factsOf({ drawing, expansion, byKey, edgeShapes }, node)
    if (facts !== undefined) nodeFacts[node.id] = facts
  }
  return { edgeShapes, nodeFacts }
}

interface Level {
  readonly drawing: Drawing
  readonly expansion: Expansion
  readonly byKey: ReadonlyMap<string, NetworkLayer>
  readonly edgeShapes: Readonly<Record<EdgeId, readonly number[]>>
}

function factsOf(level: Level, node: GraphNode): LayerFacts | undefined {
  switch (node.type) {
    case 'block':
      return blockFacts(level, node)
    case 'blockInput':
    case 'blockOutput':
      return portFacts(level, node)
    default: {
      const [layer] = level.expansion.inside(node.id)
      return layer && level.byKey.get(layer.key)?.facts
    }
  }
}

const nothing: LayerFacts = {
  outputs: {},
  weights: [],
  parameters: 0,
  trainableParameters: 0,
  macs: 0,
  activationBytes: 0,
  receptiveField: undefined,
  arithmetic: undefined
}

/** The sums over a block's layers; its outputs and what they see as far as an edge leads on from them or to them. */
function blockFacts(level: Level, node: GraphNode): LayerFacts | undefined {
  const inside = level.expansion.inside(node.id).flatMap(({ key }) => level.byKey.get(key) ?? [])
  if (inside.every(({ facts }) => facts === undefined)) return undefined
  const sum = (cost: Cost): number => totalOf(inside, cost)
  const sources = outputSources(level, node)
  const outputs = Object.entries(sources).flatMap(([port, { key, port: output }]) => {
    const shape = level.byKey.get(key)?.facts?.outputs[output]
    return shape === undefined ? [] : [[port, shape] as const]
  })
  const [first] = Object.values(sources)
  return {
    ...nothing,
    outputs: Object.fromEntries(outputs),
    parameters: sum('parameters'),
    trainableParameters: sum('trainableParameters'),
    macs: sum('macs'),
    activationBytes: sum('activationBytes'),
    receptiveField: first && level.byKey.get(first.key)?.facts?.receptiveField
  }
}

/** What stands behind each output of a block: behind an edge from it, or behind its end in the first repeat. */
function outputSources({ drawing, expansion }: Level, node: GraphNode): Readonly<Record<string, Source>> {
  const sources: Record<string, Source> = {}
  for (const edge of graphOf(drawing, node.graph).outgoing(node.id)) {
    const source = expansion.edgeSources.get(edge.id)
    if (source !== undefined) sources[edge.from.port] = source
  }
  const block = node.block === undefined ? undefined : drawing.blocks[node.block]
  if (block === undefined) return sources
  const graph = graphOf(drawing, block.graph)
  for (const end of graph.nodes.values()) {
    const [edge] = end.type === 'blockOutput' ? graph.incoming(end.id) : []
    const source = edge && expansion.edgeSources.get(edge.id)
    if (source !== undefined) sources[end.name] ??= source
  }
  return sources
}

/** What passes through a block's port, taken from an edge at it. */
function portFacts({ drawing, expansion, byKey, edgeShapes }: Level, node: GraphNode): LayerFacts | undefined {
  const graph = graphOf(drawing, node.graph)
  const [edge] = node.type === 'blockInput' ? graph.outgoing(node.id) : graph.incoming(node.id)
  const source = edge && expansion.edgeSources.get(edge.id)
  const shape = edge && edgeShapes[edge.id]
  if (source === undefined || shape === undefined) return undefined
  return { ...nothing, outputs: { output: shape }, receptiveField: byKey.get(source.key)?.facts?.receptiveField }
}
