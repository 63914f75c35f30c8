import type { DatasetSettings } from '../../../core/data/dataset.ts'
import { type FieldFacts, roleOf } from '../../../core/data/fields/catalogue.ts'
import { rowBytes } from '../../../core/data/fields/define-field.ts'
import { memoryDataset } from '../../../core/data/memory-dataset.ts'
import type { SampleRows } from '../../../core/data/sample-rows.ts'
import { HostFault } from '../../fault.ts'
import { columnOf, type RowSink } from './pack-dataset.ts'
import { bytesOf } from './packed-rows.ts'

/** They lie in memory twice for a moment, beside all that the program does. */
const mostBytes = 2 ** 30

/** Keeps packed rows in memory, where nothing may be written into the project. Throws HostFault where they take too much. */
export function memorySink({ name }: DatasetSettings, fields: readonly FieldFacts[]): RowSink {
  const sampleBytes = fields.reduce((sum, field) => sum + rowBytes(roleOf(field).row(field)), 0)
  const samples: SampleRows[] = []
  return {
    write(more) {
      if ((samples.length + more.length) * sampleBytes > mostBytes) return Promise.reject(tooMuch(name))
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

function tooMuch(name: string): HostFault {
  return new HostFault({
    code: 'dataset/too-large-for-memory',
    message: `The samples of "${name}" take more than 1 GB, and the project's folder, where they would be kept, is only looked at.`,
    fix: 'Save the project under another name, in a place that can be written to.'
  })
}
