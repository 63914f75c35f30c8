import { assert } from '../assert.ts'
import { isEmpty, type Change } from './history/change.ts'
import { documentSchema } from './file/document-schema.ts'
import type { Draft } from './draft.ts'
import { createDraft } from './draft/make-draft.ts'
import type { LayerLookup } from './connections/ports.ts'
import type { Document } from './records.ts'

export interface Edited {
  readonly document: Document
  readonly change: Change
}

/**
 * The one way in which a document changes. The label names the step in the history, such as `Connect ports`.
 * An edit that comes to nothing gives the same document and an empty change.
 */
export function edit(document: Document, label: string, change: (draft: Draft) => void, layers: LayerLookup): Edited {
  const { draft, finish } = createDraft(document, layers)
  change(draft)
  const edited = finish(label)
  assertSavable(edited.change)
  return isEmpty(edited.change) ? { ...edited, document } : edited
}

/** What a file could not give back must not get into a document: a number that is none, a text of a megabyte. */
function assertSavable({ records, singles }: Change): void {
  for (const { collection, id, after } of records) {
    if (after === undefined) continue
    const { error } = documentSchema.shape[collection].valueType.safeParse(after)
    assert(error === undefined, `The record ${id} of ${collection} can not be saved: ${error?.message ?? ''}`)
  }
  for (const { single, after } of singles) {
    const { error } = documentSchema.shape[single].safeParse(after)
    assert(error === undefined, `This ${single} can not be saved: ${error?.message ?? ''}`)
  }
}
