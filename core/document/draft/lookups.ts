import { assert } from '../../assert.ts'
import type { Block, Edge, GraphId, GraphNode, NodeId } from '../../graph/drawing.ts'
import { cleanName, uniqueName } from '../../graph/names.ts'
import type { LayerLookup } from '../connections/ports.ts'
import type { RecordStore } from '../record-store.ts'

export function nodeOf(store: RecordStore, id: NodeId): GraphNode {
  const node = store.get('nodes', id)
  assert(node !== undefined, `There is no node ${id}.`)
  return node
}

/** A free name in the graph, as near to the wanted one as it goes. */
export function freeName(store: RecordStore, graph: GraphId, wanted: string, fallback: string, self?: NodeId): string {
  const taken = new Set(
    store
      .all('nodes')
      .filter(node => node.graph === graph && node.id !== self)
      .map(node => node.name)
  )
  return uniqueName(cleanName(wanted) ?? cleanName(fallback) ?? 'node', name => taken.has(name))
}

/** The block whose inside the graph is; undefined for the root graph. */
export function blockOfGraph(store: RecordStore, graph: GraphId): Block | undefined {
  return store.all('blocks').find(block => block.graph === graph)
}

/** Edges at the instances of a block that meet one of its ports. */
export function outerEdges(store: RecordStore, port: GraphNode): readonly Edge[] {
  const block = blockOfGraph(store, port.graph)
  if (block === undefined) return []
  const side = port.type === 'blockInput' ? 'to' : 'from'
  return store
    .all('edges')
    .filter(edge => edge[side].port === port.name && store.get('nodes', edge[side].node)?.block === block.id)
}

export function isBlockPort(node: GraphNode): boolean {
  return node.type === 'blockInput' || node.type === 'blockOutput'
}

export function parameterNames(store: RecordStore, node: GraphNode, layers: LayerLookup): readonly string[] {
  if (node.type === 'block') return store.get('blocks', node.block ?? '')?.parameters.map(({ name }) => name) ?? []
  return Object.keys(layers(node.type)?.parameters ?? {})
}
