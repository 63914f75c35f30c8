import type { Change } from '../history/change.ts'
import type { Draft } from '../draft.ts'
import type { LayerLookup } from '../connections/ports.ts'
import { createStore } from '../record-store.ts'
import type { Document } from '../records.ts'
import { blockOperations } from './block-operations.ts'
import { edgeOperations } from './edge-operations.ts'
import { insertPart } from './insert-part.ts'
import { nodeOperations } from './node-operations.ts'
import { noteOperations } from './note-operations.ts'

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
    ...noteOperations(store, document.root),
    insert: (graph, part) => insertPart(store, layers, graph, part),
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
