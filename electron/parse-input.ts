import { readDocument } from '../core/document/file/project-file.ts'
import { notJson } from '../core/document/file/project-problems.ts'
import type { Document } from '../core/document/records.ts'
import { parseJson } from '../core/json.ts'
import { layerOf } from '../core/layers/catalogue.ts'
import { problemFault } from './fault.ts'

/** A document that came as text. Throws HostFault with the first problem where it does not hold together. */
export function parseDocument(text: string): Document {
  const parsed = readDocument(jsonOf(text), layerOf)
  if (parsed.document) return parsed.document
  throw problemFault(parsed.problems)
}

function jsonOf(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw problemFault([notJson({ path: 'document' }, { reason: `${error.message}.` })])
  }
}
