import { isEmpty, type Change } from './change.ts'
import type { Draft } from './draft.ts'
import { createDraft } from './make-draft.ts'
import type { LayerLookup } from './ports.ts'
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
  return isEmpty(edited.change) ? { ...edited, document } : edited
}
