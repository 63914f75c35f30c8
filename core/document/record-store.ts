import type { Change, RecordChange, Single, SingleChange } from './change.ts'
import { isEqual } from './equal.ts'
import { freeze } from './freeze.ts'
import { collections, type Collection, type Document } from './records.ts'

type RecordOf<Name extends Collection> = Document[Name][string]

/** A document that can be written to, and knows at the end what was changed. */
export interface RecordStore {
  /** As it is now, frozen. */
  snapshot(): Document
  get<Name extends Collection>(collection: Name, id: string): RecordOf<Name> | undefined
  all<Name extends Collection>(collection: Name): readonly RecordOf<Name>[]
  /** An undefined record removes. */
  set<Name extends Collection>(collection: Name, id: string, record: RecordOf<Name> | undefined): void
  setSingle<Name extends Single>(single: Name, value: Document[Name]): void
  finish(label: string): { readonly document: Document; readonly change: Change }
}

export function createStore(start: Document): RecordStore {
  const current: Record<string, unknown> = { ...start }
  /** Collections that were copied since the last snapshot, so that snapshots stay as they were. */
  const owned = new Set<Collection>()
  const touched = new Map<Collection, Set<string>>(collections.map(collection => [collection, new Set()]))

  function records<Name extends Collection>(collection: Name): Record<string, RecordOf<Name>> {
    return current[collection] as Record<string, RecordOf<Name>>
  }

  function snapshot(): Document {
    owned.clear()
    return freeze({ ...current } as unknown as Document)
  }

  function get<Name extends Collection>(collection: Name, id: string): RecordOf<Name> | undefined {
    return Object.hasOwn(records(collection), id) ? records(collection)[id] : undefined
  }

  return {
    snapshot,
    get,
    all: collection => Object.values(records(collection)),
    set(collection, id, record) {
      if (!owned.has(collection)) current[collection] = { ...records(collection) }
      owned.add(collection)
      touched.get(collection)?.add(id)
      if (record === undefined) Reflect.deleteProperty(records(collection), id)
      else records(collection)[id] = record
    },
    setSingle(single, value) {
      current[single] = value
    },
    finish(label) {
      const changes: RecordChange[] = []
      for (const collection of collections) {
        const before: Readonly<Record<string, unknown>> = start[collection]
        for (const id of touched.get(collection) ?? []) {
          const earlier = Object.hasOwn(before, id) ? before[id] : undefined
          const later = get(collection, id)
          if (!isEqual(earlier, later)) changes.push({ collection, id, before: earlier, after: later })
        }
      }
      const singles = (['name', 'recipe'] as const)
        .map((single): SingleChange => ({ single, before: start[single], after: current[single] }))
        .filter(({ before, after }) => !isEqual(before, after))
      return { document: snapshot(), change: freeze({ label, records: changes, singles }) }
    }
  }
}
