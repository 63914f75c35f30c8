import type { Change, RecordChange, Single, SingleChange } from './history/change.ts'
import type { Edge, EdgeId, NodeId } from '../graph/drawing.ts'
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
  /** The edges at a node, in and out. */
  edgesAt(node: NodeId): readonly Edge[]
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

  /** Made when it is first asked for: most edits touch one node and need none. */
  let edgeIds: Map<NodeId, Set<EdgeId>> | undefined

  function noteEdge(edge: Edge): void {
    for (const { node } of [edge.from, edge.to]) {
      const ids = edgeIds?.get(node)
      if (ids === undefined) edgeIds?.set(node, new Set([edge.id]))
      else ids.add(edge.id)
    }
  }

  function edgesAt(node: NodeId): readonly Edge[] {
    if (edgeIds === undefined) {
      edgeIds = new Map()
      Object.values(records('edges')).forEach(noteEdge)
    }
    // Ids stay after an edge is gone or leads elsewhere; the record decides.
    return [...(edgeIds.get(node) ?? [])].flatMap(id => {
      const edge = get('edges', id)
      return edge !== undefined && (edge.from.node === node || edge.to.node === node) ? [edge] : []
    })
  }

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
    edgesAt,
    all: collection => Object.values(records(collection)),
    set(collection, id, record) {
      if (!owned.has(collection)) current[collection] = { ...records(collection) }
      owned.add(collection)
      touched.get(collection)?.add(id)
      if (record === undefined) Reflect.deleteProperty(records(collection), id)
      else records(collection)[id] = record
      if (collection === 'edges' && record !== undefined) noteEdge(record as Edge)
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
