import { assert } from '../../assert.ts'
import type { BlockDefinition, BlockId, Edge, EdgeId, GraphNode, NodeId } from '../../graph/drawing.ts'
import { portsOf, type LayerLookup, type PortsOfNode } from '../connections/ports.ts'
import type { RecordStore } from '../record-store.ts'
import { containsBlock } from '../usages.ts'
import { addDefinition } from './block-operations.ts'
import { blockOfGraph, freeName, isBlockPort, nodeOf, parameterNames } from './lookups.ts'
import { handOverWeights, shareWeights } from './share-weights.ts'

/** Puts another layer or block in a node's place, with the edges that still fit. */
export function replaceNode(
  store: RecordStore,
  layers: LayerLookup,
  id: NodeId,
  by: { readonly type: string } | { readonly block: BlockId | BlockDefinition }
): void {
  handOverWeights(store, nodeOf(store, id))
  shareWeights(store, id, undefined)
  const before = nodeOf(store, id)
  assert(!isBlockPort(before), 'The end of a block can not become a layer.')
  const block = 'type' in by ? undefined : typeof by.block === 'string' ? by.block : addDefinition(store, by.block)
  const type = 'type' in by ? by.type : 'block'
  const definition = block === undefined ? undefined : store.get('blocks', block)
  assert(definition !== undefined || layers(type) !== undefined, `There is no ${block ?? type}.`)
  const around = blockOfGraph(store, before.graph)
  assert(
    block === undefined || around === undefined || !containsBlock(store.snapshot(), block, around.id),
    `Block ${block ?? ''} contains ${before.graph}.`
  )
  const { graph, parameters, when, isBypassed } = before
  const bare: GraphNode = {
    id,
    graph,
    type,
    name: nameAfter(store, before, definition?.name ?? type),
    parameters: {},
    ...(block === undefined ? {} : { block }),
    ...(before.repeat === undefined || block === undefined ? {} : { repeat: before.repeat }),
    ...(when === undefined ? {} : { when }),
    ...(isBypassed === undefined ? {} : { isBypassed })
  }
  const known = parameterNames(store, bare, layers)
  const kept = Object.entries(parameters).filter(([name]) => known.includes(name))
  const now = store.snapshot()
  const [old, next] = [portsOf(now, before, layers), portsOf(now, bare, layers)]
  store.set('nodes', id, { ...bare, parameters: Object.fromEntries(kept) })
  for (const [edge, moved] of edgesAfter(store.edgesAt(id), id, old, next)) store.set('edges', edge, moved)
}

/** How the edges at a node run when it has other ports; undefined for those that no port takes. */
export function edgesAfter(
  edges: readonly Edge[],
  id: NodeId,
  old: PortsOfNode,
  next: PortsOfNode
): ReadonlyMap<EdgeId, Edge | undefined> {
  const taken = new Set<string>()
  const inOrder = [...edges].sort((a, b) => a.order - b.order)
  return new Map(inOrder.map(edge => [edge.id, movedEdge(edge, id, { old, next, taken })]))
}

/** A name that a person gave stays; one that only said the type follows the type. */
function nameAfter(store: RecordStore, { id, graph, type, name, block }: GraphNode, next: string): string {
  const old = block === undefined ? type : (store.get('blocks', block)?.name ?? type)
  const isGiven = name.replace(/_?\d+$/, '') !== old
  return isGiven ? name : freeName(store, graph, next, next, id)
}

interface Ports {
  readonly old: PortsOfNode
  readonly next: PortsOfNode
  /** Inputs that take one edge and have it. */
  readonly taken: Set<string>
}

/** The edge at the port of the same name, or of the same place; undefined where there is none, or it is taken. */
function movedEdge(edge: Edge, id: NodeId, { old, next, taken }: Ports): Edge | undefined {
  if (edge.from.node === id) {
    const at = old.outputs.findIndex(({ name }) => name === edge.from.port)
    const port = next.outputs.find(({ name }) => name === edge.from.port) ?? next.outputs[at]
    return port === undefined ? undefined : { ...edge, from: { node: id, port: port.name } }
  }
  const location = old.inputs.findIndex(({ name }) => name === edge.to.port)
  const port = next.inputs.find(({ name }) => name === edge.to.port) ?? next.inputs[location]
  if (port === undefined || (!port.isMany && taken.has(port.name))) return undefined
  taken.add(port.name)
  return { ...edge, to: { node: id, port: port.name } }
}
