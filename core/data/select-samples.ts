import type { Batch, Dataset, SplitName } from './dataset.ts'
import { fieldOf, type FieldFacts } from './fields/catalogue.ts'
import { type SplitIndices, strataOf } from './split.ts'

export interface SampleQuery {
  readonly split?: SplitName | undefined
  readonly classIndex?: number | undefined
  /** Just these samples, in this order, instead of those of the split and the class. */
  readonly indices?: readonly number[] | undefined
  readonly offset: number
  readonly count: number
}

/** Rows of all fields, with where they stand in the dataset. */
export interface Samples {
  readonly total: number
  readonly fields: readonly FieldFacts[]
  readonly batch: Batch
  readonly indices: Int32Array
}

/** The samples that a query asks for: in the dataset's order, or in that of the indices asked for. */
export async function selectSamples(dataset: Dataset, split: SplitIndices, query: SampleQuery): Promise<Samples> {
  const matching = await matchingIndices(dataset, split, query)
  const indices = matching.slice(query.offset, query.offset + query.count)
  return { total: matching.length, fields: dataset.about.fields, batch: await dataset.read(indices), indices }
}

async function matchingIndices(dataset: Dataset, split: SplitIndices, query: SampleQuery): Promise<Int32Array> {
  const { count, fields } = dataset.about
  if (query.indices !== undefined) return Int32Array.from(query.indices).filter(index => index < count)
  const part = query.split === undefined ? everyIndex(count) : split[query.split]
  if (query.classIndex === undefined || fieldOf(fields, 'label') === undefined) return part
  const labels = await strataOf(dataset)
  return part.filter(index => labels[index] === query.classIndex)
}

function everyIndex(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, index) => index)
}
