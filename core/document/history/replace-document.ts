import type { Edited } from '../edit.ts'
import { createStore } from '../record-store.ts'
import { collections, type Collection, type Document } from '../records.ts'

/**
 * The edit that makes another document of this one, as one step. Of the collections in `kept`, records that the other
 * one lacks stay. Both have the same root.
 */
export function replaceDocument(
  current: Document,
  next: Document,
  label: string,
  { kept = [], isNamed = true }: { readonly kept?: readonly Collection[]; readonly isNamed?: boolean } = {}
): Edited {
  const store = createStore(current)
  for (const collection of collections) {
    if (!kept.includes(collection)) {
      for (const id of Object.keys(current[collection])) {
        if (!Object.hasOwn(next[collection], id)) store.set(collection, id, undefined)
      }
    }
    for (const [id, record] of Object.entries(next[collection])) store.set(collection, id, record)
  }
  store.setSingle('recipe', next.recipe)
  if (isNamed) store.setSingle('name', next.name)
  return store.finish(label)
}
