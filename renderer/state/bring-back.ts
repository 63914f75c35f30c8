import { assert } from '../../core/assert.ts'
import type { Edited } from '../../core/document/edit.ts'
import type { Document } from '../../core/document/records.ts'
import { replaceDocument } from '../../core/document/history/replace-document.ts'

/**
 * The edit that makes the drawing and the recipe those of an earlier document of the same project. Datasets that
 * the earlier one used come back as they were; others stay.
 */
export function bringBack(current: Document, earlier: Document, label: string): Edited {
  assert(current.root === earlier.root, 'Both documents are of one project.')
  return replaceDocument(current, earlier, label, { kept: ['datasets'], isNamed: false })
}
