import type { FieldFacts } from '../../../core/data/fields/catalogue.ts'
import { memoryDataset } from '../../../core/data/memory-dataset.ts'
import { columnOf, type RowSink } from './pack-dataset.ts'
import { bytesOf } from './packed-rows.ts'
import type { SampleRows } from '../../../core/data/sample-rows.ts'

/** Keeps packed rows in memory, where nothing may be written into the project. */
export function memorySink(fields: readonly FieldFacts[]): RowSink {
  const samples: SampleRows[] = []
  return {
    write(more) {
      samples.push(...more)
      return Promise.resolve()
    },
    end() {
      const columns = Object.fromEntries(fields.map(field => [field.name, columnOf(field, samples)]))
      return Promise.resolve({
        open: about => memoryDataset(about, columns),
        async *rowsOf(name) {
          const column = columns[name]
          if (column) yield await Promise.resolve(bytesOf(column))
        }
      })
    },
    discard: () => Promise.resolve()
  }
}
