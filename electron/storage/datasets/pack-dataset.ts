import type { Dataset, DatasetAbout, DatasetSettings } from '../../../core/data/dataset.ts'
import { noImageRead, rowTooLarge } from '../../../core/data/dataset-problems.ts'
import { type FieldFacts, largestRow, roleOf } from '../../../core/data/fields/catalogue.ts'
import { type Column, newColumn, rowBytes, rowLength } from '../../../core/data/fields/define-field.ts'
import type { SampleRows } from '../../../core/data/sample-rows.ts'
import type { Problem } from '../../../core/problem.ts'
import { pause, type WorkProgress } from '../../stop-signal.ts'
import { fingerprintOf } from '../fingerprint.ts'
import { isSkipped, type Reading, type Skipped } from './sources/define-source.ts'

export type Packed = { readonly dataset: Dataset } | { readonly problems: readonly Problem[] }

/** Where packed rows go: to the project's cache, or into memory. */
export interface RowSink {
  write(samples: readonly SampleRows[]): Promise<void>
  /** All have been written: the rows as a dataset, which is described only after. */
  end(): Promise<{ open(about: DatasetAbout): Dataset; rowsOf(field: string): AsyncIterable<Uint8Array> }>
  /** Leaves nothing of what was written. */
  discard(): Promise<void>
}

/** Rows of some samples, one after the other. */
export function columnOf(field: FieldFacts, samples: readonly SampleRows[]): Column {
  const row = roleOf(field).row(field)
  const column = newColumn(row, samples.length)
  samples.forEach((sample, position) => {
    const own = sample[field.name]
    if (own) column.set(own, position * rowLength(row))
  })
  return column
}

/**
 * Reads a source from the first sample to the last. What cannot be read is left out and told by name. Throws HostFault
 * where it was stopped on the way.
 */
export async function packDataset(
  reading: Reading,
  settings: DatasetSettings,
  sink: RowSink,
  work: WorkProgress
): Promise<Packed> {
  try {
    const { count, skipped } = await writeSamples(reading, sink, work)
    if (count === 0) {
      await sink.discard()
      return { problems: [nothingRead(settings, reading, skipped)] }
    }
    const rows = await sink.end()
    const bare = { id: settings.id, count, fields: reading.fields, fingerprint: '', skipped }
    const fields = await measured(rows.open(bare))
    const fingerprint = await fingerprintOf({ count, fields }, name => rows.rowsOf(name), work.signal)
    return { dataset: rows.open({ ...bare, fields, fingerprint }) }
  } catch (error) {
    await sink.discard()
    throw error
  }
}

async function writeSamples(reading: Reading, sink: RowSink, { progress, signal }: WorkProgress) {
  const skipped = [...(reading.skipped ?? [])]
  let [count, done] = [0, 0]
  for await (const part of reading.samples()) {
    const { samples, left } = sorted(part, reading.fields)
    skipped.push(...left)
    await sink.write(samples)
    count += samples.length
    done += part.length
    progress?.(done, reading.count)
    await pause(signal)
  }
  return { count, skipped }
}

/** What keeps samples of a size from being packed at all. */
export function rowProblems({ name }: DatasetSettings, { fields }: Reading): readonly Problem[] {
  return fields.flatMap(field => {
    const bytes = rowBytes(roleOf(field).row(field))
    return bytes > largestRow ? [rowTooLarge({ path: name }, { field: field.name, bytes, most: largestRow })] : []
  })
}

/** The samples that fit their fields, and why the others are left out. */
function sorted(part: readonly (SampleRows | Skipped)[], fields: readonly FieldFacts[]) {
  const samples: SampleRows[] = []
  const left: Skipped[] = []
  for (const each of part) {
    if (isSkipped(each)) left.push(each)
    else samples.push(each)
  }
  for (const sample of samples) {
    for (const field of fields) {
      const row = sample[field.name]
      const misfit = row === undefined ? 'It is missing.' : roleOf(field).misfit(field, row)
      if (misfit !== undefined) throw new Error(`The source gives a row that is none of ${field.name}: ${misfit}`)
    }
  }
  return { samples, left }
}

/** What is counted over all rows, such as the samples of each class. */
async function measured(dataset: Dataset): Promise<readonly FieldFacts[]> {
  const { count, fields } = dataset.about
  const all = Int32Array.from({ length: count }, (_, index) => index)
  const told = fields.map(async field => {
    const role = roleOf(field)
    if (role.measured === undefined) return field
    const { [field.name]: rows } = await dataset.read(all, [field.name])
    return rows ? (role.measured(field, rows.data) as FieldFacts) : field
  })
  return await Promise.all(told)
}

function nothingRead({ name }: DatasetSettings, { count }: Reading, [first]: readonly Skipped[]): Problem {
  const reason = first ? `${first.file}: ${first.reason}` : 'none'
  return noImageRead({ path: name }, { path: name, fileCount: count, reason })
}
