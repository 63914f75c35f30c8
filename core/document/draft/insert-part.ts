import { assert } from '../../assert.ts'
import { graphOf } from '../../graph/graph.ts'
import { cleanName, uniqueName } from '../../graph/names.ts'
import type { Block, Edge, GraphId, GraphNode } from '../../graph/drawing.ts'
import type { Part } from '../draft.ts'
import { hasOutputPort, inputPort, type LayerLookup } from '../connections/ports.ts'
import type { RecordStore } from '../record-store.ts'
import { containsBlock } from '../usages.ts'
import { blockOfGraph, nodeOf, parameterNames } from './lookups.ts'

/** Adds records that were made elsewhere to a graph, once it is certain that the document can have them. */
export function insertPart(store: RecordStore, layers: LayerLookup, graph: GraphId, { nodes, edges }: Part): void {
  const around = blockOfGraph(store, graph)
  assert(around !== undefined || store.snapshot().root === graph, `There is no graph ${graph}.`)
  const names = new Set(store.all('nodes').flatMap(node => (node.graph === graph ? [node.name] : [])))
  for (const node of nodes) {
    assertFits(store, layers, node, around)
    const isOwnerHere = node.weightsOf === undefined || nodes.some(({ id }) => id === node.weightsOf)
    assert(isOwnerHere, `${node.id} uses the weights of ${node.weightsOf ?? ''}, which does not come along.`)
    const name = uniqueName(cleanName(node.name) ?? cleanName(node.type) ?? 'node', taken => names.has(taken))
    names.add(name)
    store.set('nodes', node.id, { ...node, graph, name })
  }
  insertEdges(store, layers, graph, edges)
  assert(graphOf(store.snapshot(), graph).cycles.length === 0, 'The part closes a cycle.')
}

function assertFits(store: RecordStore, layers: LayerLookup, node: GraphNode, around: Block | undefined): void {
  const { id, type, block, parameters } = node
  assert(store.get('nodes', id) === undefined, `The id ${id} is taken.`)
  const isKnown = block === undefined ? layers(type) !== undefined : store.get('blocks', block) !== undefined
  const isEnd = type === 'blockInput' || type === 'blockOutput'
  assert(isKnown || (isEnd && around !== undefined), `There is no ${block ?? type} here.`)
  if (block !== undefined && around !== undefined) {
    assert(!containsBlock(store.snapshot(), block, around.id), `Block ${block} contains ${around.id}.`)
  }
  const known = parameterNames(store, node, layers)
  const unknown = Object.keys(parameters).find(name => !known.includes(name))
  assert(unknown === undefined, `A ${type} has no parameter ${unknown ?? ''}.`)
}

function insertEdges(store: RecordStore, layers: LayerLookup, graph: GraphId, edges: readonly Edge[]): void {
  const now = store.snapshot()
  for (const edge of edges) {
    const { id, from, to } = edge
    assert(store.get('edges', id) === undefined, `The id ${id} is taken.`)
    const areHere = [from, to].every(end => nodeOf(store, end.node).graph === graph)
    assert(areHere, `An end of ${id} is not in ${graph}.`)
    assert(hasOutputPort(now, from, layers), `There is no output ${from.node}.${from.port}.`)
    const port = inputPort(now, to, layers)
    const isTaken = store.edgesAt(to.node).some(other => other.to.node === to.node && other.to.port === to.port)
    assert(port !== undefined, `There is no input ${to.node}.${to.port}.`)
    assert(port.isMany || !isTaken, `The input ${to.node}.${to.port} is taken.`)
    store.set('edges', id, { ...edge, graph })
  }
}
