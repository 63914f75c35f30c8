import { assert } from '../../assert.ts'
import type { GraphId } from '../../graph/drawing.ts'
import type { Draft } from '../draft.ts'
import { newId } from '../new-id.ts'
import type { RecordStore } from '../record-store.ts'
import type { Note } from '../records.ts'
import { blockOfGraph } from './lookups.ts'

/** Notes and frames beside the network, and how each graph lies. */
export function noteOperations(store: RecordStore, root: GraphId) {
  function assertGraph(graph: GraphId): void {
    assert(graph === root || blockOfGraph(store, graph) !== undefined, `There is no graph ${graph}.`)
  }
  function noteOf(id: string): Note {
    const note = store.get('notes', id)
    assert(note !== undefined, `There is no note ${id}.`)
    return note
  }
  return {
    addNote(note) {
      assertGraph(note.graph)
      const id = newId('t', taken => store.get('notes', taken) !== undefined)
      store.set('notes', id, { id, ...note })
      return id
    },
    updateNote(id, values) {
      const note = { ...noteOf(id), ...values }
      assertGraph(note.graph)
      store.set('notes', id, note)
    },
    removeNote(id) {
      noteOf(id)
      store.set('notes', id, undefined)
    },
    setDirection(graph, direction) {
      assertGraph(graph)
      store.set('sheets', graph, direction === 'down' ? undefined : { id: graph, direction })
    }
  } satisfies Partial<Draft>
}
