import type { DatasetSettings } from '../core/data/dataset.ts'
import { readDocument } from '../core/document/file/project-file.ts'
import { datasetSchema } from '../core/document/file/document-schema.ts'
import type { Document } from '../core/document/records.ts'
import { layerOf } from '../core/layers/catalogue.ts'
import { HostFault, problemFault } from './fault.ts'

/** A dataset's settings from the window. Throws HostFault where they are none. */
export function parseSettings(value: unknown): DatasetSettings {
  const parsed = datasetSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new HostFault({
    code: 'host/settings',
    message: `These are no settings of a dataset: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`
  })
}

/** A document from the window. Throws HostFault with the first problem where it does not hold together. */
export function parseDocument(value: unknown): Document {
  const parsed = readDocument(value, layerOf)
  if (parsed.document) return parsed.document
  throw problemFault(parsed.problems)
}
