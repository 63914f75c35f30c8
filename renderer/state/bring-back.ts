import { assert } from '../../core/assert.ts'
import type { Edited } from '../../core/document/edit.ts'
import { createStore } from '../../core/document/record-store.ts'
import type { Document } from '../../core/document/records.ts'

const replaced = ['nodes', 'edges', 'blocks', 'positions'] as const

/**
 * The edit that makes the drawing and the recipe those of an earlier document of the same project. Datasets that
 * the earlier one used come back as they were; others stay.
 */
export function bringBack(current: Document, earlier: Document, label: string): Edited {
  assert(current.root === earlier.root, 'Both documents are of one project.')
  const store = createStore(current)
  for (const collection of replaced) {
    for (const id of Object.keys(current[collection])) {
      if (!Object.hasOwn(earlier[collection], id)) store.set(collection, id, undefined)
    }
    for (const [id, record] of Object.entries(earlier[collection])) store.set(collection, id, record)
  }
  for (const [id, settings] of Object.entries(earlier.datasets)) store.set('datasets', id, settings)
  store.setSingle('recipe', earlier.recipe)
  return store.finish(label)
}
