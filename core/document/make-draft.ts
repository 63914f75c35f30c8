import { assert } from '../assert.ts'
import type { Block, BlockDefinition, Edge, GraphId, GraphNode, NodeId } from '../graph/drawing.ts'
import { withDefinitions } from '../graph/graph-builder.ts'
import { cleanName, uniqueName } from '../graph/names.ts'
import type { Change } from './change.ts'
import { connectionProblem } from './connection.ts'
import type { Draft } from './draft.ts'
import { newId } from './new-id.ts'
import { inputPort, type LayerLookup } from './ports.ts'
import { createStore, type RecordStore } from './record-store.ts'
import type { Document, Position } from './records.ts'
import { containsBlock } from './usages.ts'

export interface OpenDraft {
  readonly draft: Draft
  finish(label: string): { readonly document: Document; readonly change: Change }
}

/** A draft over a document, and the end of it. */
export function createDraft(document: Document, layers: LayerLookup): OpenDraft {
  const store = createStore(document)
  const draft: Draft = {
    get document() {
      return store.snapshot()
    },
    ...nodeOperations(store, document.root, layers),
    ...edgeOperations(store, layers),
    ...blockOperations(store),
    setDataset(settings) {
      store.set('datasets', settings.id, settings)
    },
    removeDataset(id) {
      store.set('datasets', id, undefined)
    },
    setRecipe(recipe) {
      store.setSingle('recipe', recipe)
    },
    setName(name) {
      store.setSingle('name', name)
    }
  }
  return { draft, finish: label => store.finish(label) }
}

function nodeOf(store: RecordStore, id: NodeId): GraphNode {
  const node = store.get('nodes', id)
  assert(node !== undefined, `There is no node ${id}.`)
  return node
}

/** A free name in the graph, as near to the wanted one as it goes. */
function freeName(store: RecordStore, graph: GraphId, wanted: string, fallback: string, self?: NodeId): string {
  const taken = new Set(
    store
      .all('nodes')
      .filter(node => node.graph === graph && node.id !== self)
      .map(node => node.name)
  )
  return uniqueName(cleanName(wanted) ?? cleanName(fallback) ?? 'node', name => taken.has(name))
}

/** The block whose inside the graph is; undefined for the root graph. */
function blockOfGraph(store: RecordStore, graph: GraphId): Block | undefined {
  return store.all('blocks').find(block => block.graph === graph)
}

/** Edges at the instances of a block that meet one of its ports. */
function outerEdges(store: RecordStore, port: GraphNode): readonly Edge[] {
  const block = blockOfGraph(store, port.graph)
  if (block === undefined) return []
  const side = port.type === 'blockInput' ? 'to' : 'from'
  return store
    .all('edges')
    .filter(edge => edge[side].port === port.name && store.get('nodes', edge[side].node)?.block === block.id)
}

function isBlockPort(node: GraphNode): boolean {
  return node.type === 'blockInput' || node.type === 'blockOutput'
}

function nodeOperations(store: RecordStore, root: GraphId, layers: LayerLookup) {
  function add(node: Omit<GraphNode, 'id'>, position: Position | undefined): NodeId {
    assert(node.graph === root || blockOfGraph(store, node.graph) !== undefined, `There is no graph ${node.graph}.`)
    const id = newId('n', taken => store.get('nodes', taken) !== undefined)
    store.set('nodes', id, { id, ...node })
    if (position !== undefined) place(id, position)
    return id
  }
  function place(id: NodeId, { x, y }: Position): void {
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
      const node = nodeOf(store, id)
      const known = parameterNames(store, node, layers)
      const parameters = { ...node.parameters }
      for (const [name, value] of Object.entries(values)) {
        assert(known.includes(name), `A ${node.type} has no parameter ${name}.`)
        if (value === undefined) Reflect.deleteProperty(parameters, name)
        else parameters[name] = value
      }
      store.set('nodes', id, { ...node, parameters })
    },
    setRepeat(id, repeat) {
      const node = nodeOf(store, id)
      assert(node.type === 'block', 'Only a block can be repeated.')
      const { repeat: _, ...rest } = node
      store.set('nodes', id, repeat === undefined ? rest : { ...rest, repeat })
    },
    setWhen(id, when) {
      const { when: _, ...rest } = nodeOf(store, id)
      store.set('nodes', id, when === undefined ? rest : { ...rest, when })
    },
    move(id, position) {
      nodeOf(store, id)
      place(id, position)
    }
  } satisfies Partial<Draft>
}

function parameterNames(store: RecordStore, node: GraphNode, layers: LayerLookup): readonly string[] {
  if (node.type === 'block') return store.get('blocks', node.block ?? '')?.parameters.map(({ name }) => name) ?? []
  return Object.keys(layers(node.type)?.parameters ?? {})
}

function edgeOperations(store: RecordStore, layers: LayerLookup) {
  return {
    connect(from, to) {
      const now = store.snapshot()
      const problem = connectionProblem(now, from, to, layers)
      assert(problem === undefined, `This edge can not be drawn: ${problem?.message ?? ''}`)
      const there = store.edgesAt(to.node).filter(edge => edge.to.node === to.node && edge.to.port === to.port)
      const same = there.find(edge => edge.from.node === from.node && edge.from.port === from.port)
      if (same !== undefined) return same.id
      if (inputPort(now, to, layers)?.isMany !== true) for (const edge of there) store.set('edges', edge.id, undefined)
      const id = newId('e', taken => store.get('edges', taken) !== undefined)
      const order = inputPort(now, to, layers)?.isMany === true ? Math.max(-1, ...there.map(edge => edge.order)) + 1 : 0
      const ends = { from: { node: from.node, port: from.port }, to: { node: to.node, port: to.port } }
      store.set('edges', id, { id, graph: nodeOf(store, to.node).graph, ...ends, order })
      return id
    },
    disconnect(id) {
      assert(store.get('edges', id) !== undefined, `There is no edge ${id}.`)
      store.set('edges', id, undefined)
    },
    orderEdges(edges) {
      edges.forEach((id, order) => {
        const edge = store.get('edges', id)
        assert(edge !== undefined, `There is no edge ${id}.`)
        store.set('edges', id, { ...edge, order })
      })
    }
  } satisfies Partial<Draft>
}

function addDefinition(store: RecordStore, definition: BlockDefinition): string {
  const now = store.snapshot()
  const then = withDefinitions(now, [definition])
  for (const collection of ['nodes', 'edges', 'blocks'] as const) {
    for (const [id, record] of Object.entries(then[collection])) {
      if (!Object.hasOwn(now[collection], id)) store.set(collection, id, record)
    }
  }
  return definition.block.id
}

function blockOperations(store: RecordStore) {
  return {
    addBlock: definition => addDefinition(store, definition),
    updateBlock(id, values) {
      const block = store.get('blocks', id)
      assert(block !== undefined, `There is no block ${id}.`)
      store.set('blocks', id, { ...block, ...values })
    },
    removeBlock(id) {
      const block = store.get('blocks', id)
      assert(block !== undefined, `There is no block ${id}.`)
      const used = store.all('nodes').find(node => node.block === id)
      assert(used === undefined, `${used?.name ?? ''} still follows the block ${block.name}.`)
      for (const edge of store.all('edges')) if (edge.graph === block.graph) store.set('edges', edge.id, undefined)
      for (const node of store.all('nodes')) {
        if (node.graph !== block.graph) continue
        store.set('positions', node.id, undefined)
        store.set('nodes', node.id, undefined)
      }
      store.set('blocks', id, undefined)
    }
  } satisfies Partial<Draft>
}
