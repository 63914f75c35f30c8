import { assert } from '../../assert.ts'
import type { BlockDefinition, PortReference } from '../../graph/drawing.ts'
import type { Draft } from '../draft.ts'
import { newId } from '../new-id.ts'
import type { RecordStore } from '../record-store.ts'

/** Adds the definition and those that it uses, where they are not there. Ids that have gone elsewhere meanwhile get new ones. */
export function addDefinition(store: RecordStore, definition: BlockDefinition): string {
  const { block, nodes, edges, uses } = definition
  if (store.get('blocks', block.id) !== undefined) return block.id
  store.set('blocks', block.id, block)
  for (const inner of uses) addDefinition(store, inner)
  // A node that was grouped or ungrouped has taken its id along, into the graph where it is now.
  const idOf = (collection: 'nodes' | 'edges', id: string): string =>
    store.get(collection, id) === undefined
      ? id
      : newId(collection.charAt(0), taken => store.get(collection, taken) !== undefined)
  const ids = new Map(Object.keys(nodes).map(id => [id, idOf('nodes', id)]))
  const endOf = ({ node, port }: PortReference): PortReference => ({ node: ids.get(node) ?? node, port })
  for (const node of Object.values(nodes)) {
    const id = ids.get(node.id) ?? node.id
    store.set('nodes', id, { ...node, id })
  }
  for (const edge of Object.values(edges)) {
    const id = idOf('edges', edge.id)
    store.set('edges', id, { ...edge, id, from: endOf(edge.from), to: endOf(edge.to) })
  }
  return block.id
}

export function blockOperations(store: RecordStore) {
  return {
    addBlock: definition => addDefinition(store, definition),
    updateBlock(id, values) {
      const block = store.get('blocks', id)
      assert(block !== undefined, `There is no block ${id}.`)
      const next = { ...block, ...values }
      store.set('blocks', id, next)
      const names = new Set(next.parameters.map(({ name }) => name))
      for (const node of store.all('nodes')) {
        const given = node.block === id ? Object.entries(node.parameters) : []
        const kept = given.filter(([name]) => names.has(name))
        if (kept.length < given.length) store.set('nodes', node.id, { ...node, parameters: Object.fromEntries(kept) })
      }
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
      for (const note of store.all('notes')) if (note.graph === block.graph) store.set('notes', note.id, undefined)
      store.set('sheets', block.graph, undefined)
      store.set('blocks', id, undefined)
    }
  } satisfies Partial<Draft>
}
