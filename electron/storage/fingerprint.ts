import { createHash } from 'node:crypto'
import type { DatasetTable } from '../../core/data/dataset.ts'
import { roleOf } from '../../core/data/fields/catalogue.ts'

/**
 * SHA-256 over what a network sees of a dataset: how many samples, what each field says of itself, and all rows, field by
 * field. 10 MB take about 30 ms.
 */
export async function fingerprintOf(
  { count, fields }: DatasetTable,
  rowsOf: (field: string) => AsyncIterable<Uint8Array>
): Promise<string> {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([count, ...fields.flatMap(field => roleOf(field).identity(field))]))
  for (const { name } of fields) for await (const rows of rowsOf(name)) hash.update(rows)
  return hash.digest('hex')
}
