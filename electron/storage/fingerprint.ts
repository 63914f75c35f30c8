import { createHash } from 'node:crypto'
import type { DatasetTable } from '../../core/data/dataset.ts'
import { roleOf } from '../../core/data/fields/catalogue.ts'
import { pause, type StopSignal } from '../stop-signal.ts'

/**
 * SHA-256 over what a network sees of a dataset: how many samples, what each field says of itself, and all rows, field by
 * field. 10 MB take about 30 ms. Throws HostFault where it was stopped on the way.
 */
export async function fingerprintOf(
  { count, fields }: DatasetTable,
  rowsOf: (field: string) => AsyncIterable<Uint8Array>,
  signal?: StopSignal
): Promise<string> {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([count, ...fields.flatMap(field => roleOf(field).identity(field))]))
  for (const { name } of fields) {
    for await (const rows of rowsOf(name)) {
      hash.update(rows)
      await pause(signal)
    }
  }
  return hash.digest('hex')
}
