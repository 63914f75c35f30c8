import { isEqual } from '../equal.ts'
import { freeze } from '../freeze.ts'
import { collections, type Collection, type Document } from '../records.ts'

/** The parts of a document that are one value rather than records by id. */
export type Single = 'name' | 'recipe'

/** One record before and after an edit: undefined before means added, undefined after means removed. */
export interface RecordChange {
  readonly collection: Collection
  readonly id: string
  readonly before: unknown
  readonly after: unknown
}

export interface SingleChange {
  readonly single: Single
  readonly before: unknown
  readonly after: unknown
}

/** What an edit did, as a value: undo, redo, the journal and tests all use it. */
export interface Change {
  readonly label: string
  readonly records: readonly RecordChange[]
  readonly singles: readonly SingleChange[]
}

export function isEmpty(change: Change): boolean {
  return change.records.length === 0 && change.singles.length === 0
}

/** The document after the change. Collections that it does not touch stay the same objects. */
export function apply(document: Document, change: Change): Document {
  const next: Record<string, unknown> = { ...document }
  for (const { single, after } of change.singles) next[single] = after
  for (const collection of collections) {
    const records = change.records.filter(record => record.collection === collection)
    if (records.length === 0) continue
    const copy: Record<string, unknown> = { ...document[collection] }
    for (const { id, after } of records) {
      if (after === undefined) Reflect.deleteProperty(copy, id)
      else copy[id] = after
    }
    next[collection] = copy
  }
  return freeze(next as unknown as Document)
}

/** Whether the document holds everything that the change found when it was made. */
export function fits(document: Document, change: Change): boolean {
  return (
    change.singles.every(({ single, before }) => isEqual(document[single], before)) &&
    change.records.every(({ collection, id, before }) => {
      const records: Readonly<Record<string, unknown>> = document[collection]
      return isEqual(Object.hasOwn(records, id) ? records[id] : undefined, before)
    })
  )
}

/** The change that takes this one back. */
export function invert(change: Change): Change {
  return {
    label: change.label,
    records: change.records.map(({ before, after, ...rest }) => ({ ...rest, before: after, after: before })),
    singles: change.singles.map(({ before, after, ...rest }) => ({ ...rest, before: after, after: before }))
  }
}

/** Both changes in one, under the label of the first; what the second takes back drops out. */
export function merge(first: Change, second: Change): Change {
  const records = new Map<string, RecordChange>()
  for (const record of [...first.records, ...second.records]) {
    const key = `${record.collection}/${record.id}`
    const earlier = records.get(key)
    records.set(key, earlier === undefined ? record : { ...record, before: earlier.before })
  }
  const singles = new Map<Single, SingleChange>()
  for (const single of [...first.singles, ...second.singles]) {
    const earlier = singles.get(single.single)
    singles.set(single.single, earlier === undefined ? single : { ...single, before: earlier.before })
  }
  return {
    label: first.label,
    records: [...records.values()].filter(isReal),
    singles: [...singles.values()].filter(isReal)
  }
}

function isReal({ before, after }: RecordChange | SingleChange): boolean {
  return !isEqual(before, after)
}
