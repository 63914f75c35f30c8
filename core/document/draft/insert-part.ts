import { assert } from '../../assert.ts'
import { graphOf } from '../../graph/graph.ts'
import type { GraphId } from '../../graph/drawing.ts'
import type { Part } from '../draft.ts'
import { hasOutputPort, inputPort, type LayerLookup } from '../ports.ts'
import type { RecordStore } from '../record-store.ts'
import { containsBlock } from '../usages.ts'
import { blockOfGraph, freeName, nodeOf, parameterNames } from './lookups.ts'

/** Adds records that were made elsewhere to a graph, once it is certain that the document can have them. */
export function insertPart(store: RecordStore, layers: LayerLookup, graph: GraphId, { nodes, edges }: Part): void {
  const around = blockOfGraph(store, graph)
  assert(around !== undefined || store.snapshot().root === graph, `There is no graph ${graph}.`)
  for (const node of nodes) {
    assert(store.get('nodes', node.id) === undefined, `The id ${node.id} is taken.`)
    const { block } = node
    const isKnown = block === undefined ? layers(node.type) !== undefined : store.get('blocks', block) !== undefined
    const isEnd = node.type === 'blockInput' || node.type === 'blockOutput'
    assert(isKnown || (isEnd && around !== undefined), `There is no ${block ?? node.type} here.`)
    if (block !== undefined && around !== undefined) {
      assert(!containsBlock(store.snapshot(), block, around.id), `Block ${block} contains ${graph}.`)
    }
    const known = parameterNames(store, node, layers)
    const unknown = Object.keys(node.parameters).find(name => !known.includes(name))
    assert(unknown === undefined, `A ${node.type} has no parameter ${unknown ?? ''}.`)
    store.set('nodes', node.id, { ...node, graph, name: freeName(store, graph, node.name, node.type) })
  }
  const now = store.snapshot()
  for (const edge of edges) {
    const { id, from, to } = edge
    assert(store.get('edges', id) === undefined, `The id ${id} is taken.`)
    assert(
      nodeOf(store, from.node).graph === graph && nodeOf(store, to.node).graph === graph,
      `Both ends of ${id} are in ${graph}.`
    )
    assert(hasOutputPort(now, from, layers), `There is no output ${from.node}.${from.port}.`)
    const port = inputPort(now, to, layers)
    const isTaken = store.edgesAt(to.node).some(other => other.to.node === to.node && other.to.port === to.port)
    assert(port !== undefined, `There is no input ${to.node}.${to.port}.`)
    assert(port.isMany || !isTaken, `The input ${to.node}.${to.port} is taken.`)
    store.set('edges', id, { ...edge, graph })
  }
  const closed = graphOf(store.snapshot(), graph)
  assert(edges.every(({ from, to }) => from.node !== to.node) && closed.cycles.length === 0, 'The part closes a cycle.')
}
