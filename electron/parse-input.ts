import { readDocument } from '../core/document/file/project-file.ts'
import type { Document } from '../core/document/records.ts'
import { layerOf } from '../core/layers/catalogue.ts'
import { problemFault } from './fault.ts'

/** A document that came as text. Throws HostFault with the first problem where it does not hold together. */
export function parseDocument(text: string): Document {
  const parsed = readDocument(JSON.parse(text), layerOf)
  if (parsed.document) return parsed.document
  throw problemFault(parsed.problems)
}
