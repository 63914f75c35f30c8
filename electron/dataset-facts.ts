import type { DatasetAbout } from '../core/data/dataset.ts'
import type { Document } from '../core/document/records.ts'
import type { Datasets } from '../core/network/infer.ts'

/** What a network needs to know of a document's datasets. Classes are known of those that are packed. */
export function datasetFacts(
  settings: Document['datasets'],
  packed: Readonly<Record<string, DatasetAbout>> = {}
): Datasets {
  return Object.fromEntries(
    Object.values(settings).map(({ id, size: [height, width], channels }) => [
      id,
      { height, width, channels, classes: packed[id]?.classes ?? [] }
    ])
  )
}
