import type { Batch, Dataset, DatasetTable } from '../data/dataset.ts'
import { sampleBytes } from '../data/fields/catalogue.ts'
import type { HostTensor, Session } from '../engine.ts'
import { residentKey } from '../model/data-source.ts'

export type Feeds = Readonly<Record<string, HostTensor>>

/** Hands a training its batches, whichever way they reach the session. */
export interface Batches {
  /** The dataset that lies in the session; undefined where batches are fed. */
  readonly resident: DatasetTable | undefined
  /** Puts a resident dataset into the session, once. */
  load(session: Session): Promise<void>
  /** The feeds of a batch. `next` names the one after it, which is read meanwhile. */
  feeds(indices: Int32Array, next?: Int32Array): Promise<Feeds>
}

/**
 * A dataset up to this size is copied into the session; a larger one is read batch by batch, which takes as long. While it
 * is copied it takes three times its bytes: one of 1 GB took 3.3 GB in all, where one of 6 GB that is read takes 0.5.
 */
const residentBytes = 256e6

/** Bytes of these fields. */
export function tableBytes({ count, fields }: DatasetTable, used: readonly string[]): number {
  return count * sampleBytes(fields.filter(({ name }) => used.includes(name)))
}

/** Whether these fields of a dataset lie in the session. */
export function isResident(table: DatasetTable, used: readonly string[], most = residentBytes): boolean {
  return tableBytes(table, used) <= most
}

/** Batches of the fields that a network uses; `most` bytes may lie in the session. */
export function createBatches(dataset: Dataset, used: readonly string[], most?: number): Batches {
  return isResident(dataset.about, used, most) ? residentBatches(dataset, used) : fedBatches(dataset, used)
}

/** As few batches as there can be of at most `largest`, as equal as can be. */
export function evenBatches(indices: Int32Array, largest: number): readonly Int32Array[] {
  const count = Math.ceil(indices.length / largest)
  const start = (batch: number): number => Math.floor((batch * indices.length) / count)
  return Array.from({ length: count }, (_, batch) => indices.subarray(start(batch), start(batch + 1)))
}

function residentBatches(dataset: Dataset, used: readonly string[]): Batches {
  const { about } = dataset
  return {
    resident: about,
    async load(session) {
      const all = Int32Array.from({ length: about.count }, (_, index) => index)
      const rows = Object.entries(await dataset.read(all, used))
      await session.run('loadData', Object.fromEntries(rows.map(([name, rows]) => [residentKey(name), rows])))
    },
    feeds: indices => Promise.resolve({ indices: { dtype: 'int32', shape: [indices.length], data: indices } })
  }
}

function fedBatches(dataset: Dataset, used: readonly string[]): Batches {
  let ahead: { readonly indices: Int32Array; readonly batch: Promise<Batch> } | undefined
  return {
    resident: undefined,
    load: () => Promise.resolve(),
    async feeds(indices, next) {
      const batch = await (ahead && isSame(ahead.indices, indices) ? ahead.batch : dataset.read(indices, used))
      ahead = next && next.length > 0 ? { indices: next, batch: dataset.read(next, used) } : undefined
      // A training that stops asks for no more; what then fails is nobody's loss, and asked for, it fails there.
      ahead?.batch.catch(() => undefined)
      return batch
    }
  }
}

function isSame(left: Int32Array, right: Int32Array): boolean {
  return left.length === right.length && left.every((value, position) => value === right[position])
}
