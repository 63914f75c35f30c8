import { assert } from '../../assert.ts'
import type { GraphId, GraphNode, NodeId } from '../../graph/drawing.ts'
import type { Draft } from '../draft.ts'
import { newId } from '../new-id.ts'
import type { LayerLookup } from '../connections/ports.ts'
import type { RecordStore } from '../record-store.ts'
import type { Position } from '../records.ts'
import { containsBlock } from '../usages.ts'
import { addDefinition } from './block-operations.ts'
import { blockOfGraph, freeName, isBlockPort, nodeOf, outerEdges, parameterNames } from './lookups.ts'
import { replaceNode } from './replace-node.ts'
import { handOverWeights, settingsOf, shareWeights } from './share-weights.ts'

export function nodeOperations(store: RecordStore, root: GraphId, layers: LayerLookup) {
  function add(node: Omit<GraphNode, 'id'>, position: Position | undefined): NodeId {
    assert(node.graph === root || blockOfGraph(store, node.graph) !== undefined, `There is no graph ${node.graph}.`)
    const id = newId('n', taken => store.get('nodes', taken) !== undefined)
    store.set('nodes', id, { id, ...node })
    if (position !== undefined) put(id, position)
    return id
  }
  function put(id: NodeId, { x, y }: Position): void {
    // A negative zero would come back from a file as another value.
    store.set('positions', id, { x: x + 0, y: y + 0 })
  }

  return {
    addNode({ graph = root, type, name = type, parameters = {}, position }) {
      const isPort = type === 'blockInput' || type === 'blockOutput'
      assert(
        layers(type) !== undefined || (isPort && blockOfGraph(store, graph)),
        `There is no layer type ${type} here.`
      )
      const wanted = isPort && name === type ? type.slice('block'.length).toLowerCase() : name
      return add({ graph, type, name: freeName(store, graph, wanted, type), parameters }, position)
    },
    addBlockInstance({ graph = root, block, name, parameters = {}, repeat, position }) {
      const id = typeof block === 'string' ? block : addDefinition(store, block)
      const definition = store.get('blocks', id)
      assert(definition !== undefined, `There is no block ${id}.`)
      const around = blockOfGraph(store, graph)
      assert(around === undefined || !containsBlock(store.snapshot(), id, around.id), `Block ${id} contains ${graph}.`)
      const free = freeName(store, graph, name ?? definition.name, 'block')
      const node = {
        graph,
        type: 'block',
        name: free,
        parameters,
        block: id,
        ...(repeat === undefined ? {} : { repeat })
      }
      return add(node, position)
    },
    removeNode(id) {
      const node = nodeOf(store, id)
      handOverWeights(store, node)
      const inner = store.edgesAt(id)
      for (const edge of [...inner, ...(isBlockPort(node) ? outerEdges(store, node) : [])]) {
        store.set('edges', edge.id, undefined)
      }
      store.set('positions', id, undefined)
      store.set('nodes', id, undefined)
    },
    rename(id, wanted) {
      const node = nodeOf(store, id)
      const name = freeName(store, node.graph, wanted, node.name, id)
      for (const edge of isBlockPort(node) ? outerEdges(store, node) : []) {
        const side = node.type === 'blockInput' ? 'to' : 'from'
        store.set('edges', edge.id, { ...edge, [side]: { ...edge[side], port: name } })
      }
      store.set('nodes', id, { ...node, name })
      return name
    },
    setParameters(id, values) {
      const node = settingsOf(store, nodeOf(store, id))
      const known = parameterNames(store, node, layers)
      const parameters = { ...node.parameters }
      for (const [name, value] of Object.entries(values)) {
        assert(known.includes(name), `A ${node.type} has no parameter ${name}.`)
        if (value === undefined) Reflect.deleteProperty(parameters, name)
        else parameters[name] = value
      }
      store.set('nodes', node.id, { ...node, parameters })
    },
    setRepeat(id, repeat) {
      const node = settingsOf(store, nodeOf(store, id))
      assert(node.type === 'block', 'Only a block can be repeated.')
      const { repeat: _, ...rest } = node
      store.set('nodes', node.id, repeat === undefined ? rest : { ...rest, repeat })
    },
    setWhen(id, when) {
      const { when: _, ...rest } = nodeOf(store, id)
      store.set('nodes', id, when === undefined ? rest : { ...rest, when })
    },
    setWeightsOf: (id, owner) => shareWeights(store, id, owner),
    setBypassed(id, isBypassed) {
      const { isBypassed: _, ...rest } = nodeOf(store, id)
      assert(!isBlockPort(rest), 'The end of a block can not be bypassed.')
      store.set('nodes', id, isBypassed ? { ...rest, isBypassed } : rest)
    },
    replace: (id, by) => replaceNode(store, layers, id, by),
    move(id, position) {
      nodeOf(store, id)
      put(id, position)
    }
  } satisfies Partial<Draft>
}
