import { assert } from '../../assert.ts'
import type { BlockDefinition } from '../../graph/drawing.ts'
import { withDefinitions } from '../../graph/graph-builder.ts'
import type { Draft } from '../draft.ts'
import type { RecordStore } from '../record-store.ts'

export function addDefinition(store: RecordStore, definition: BlockDefinition): string {
  const now = store.snapshot()
  const then = withDefinitions(now, [definition])
  for (const collection of ['nodes', 'edges', 'blocks'] as const) {
    for (const [id, record] of Object.entries(then[collection])) {
      if (!Object.hasOwn(now[collection], id)) store.set(collection, id, record)
    }
  }
  return definition.block.id
}

export function blockOperations(store: RecordStore) {
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
      for (const note of store.all('notes')) if (note.graph === block.graph) store.set('notes', note.id, undefined)
      store.set('sheets', block.graph, undefined)
      store.set('blocks', id, undefined)
    }
  } satisfies Partial<Draft>
}
