import type { PackedDataset, SplitName } from './dataset.ts'
import type { SplitIndices } from './split.ts'

export interface SampleQuery {
  readonly split?: SplitName | undefined
  readonly classIndex?: number | undefined
  /** Just these samples, in this order, instead of those of the split and the class. */
  readonly indices?: readonly number[] | undefined
  readonly offset: number
  readonly count: number
}

/** Images as bytes [count, height, width, channels], with where they stand in the dataset. */
export interface Samples {
  readonly total: number
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly images: Uint8Array
  readonly labels: Int32Array
  readonly indices: Int32Array
}

/** The samples that a query asks for, copied out of the dataset: in the dataset's order, or in that of the indices asked for. */
export function selectSamples(dataset: PackedDataset, split: SplitIndices, query: SampleQuery): Samples {
  const { height, width, channels } = dataset.about
  const matching = matchingIndices(dataset.labels, split, query)
  const indices = matching.slice(query.offset, query.offset + query.count)
  const { images, labels } = gatherSamples(dataset, indices)
  return { total: matching.length, height, width, channels, images, labels, indices }
}

/** Images and labels at these positions, in this order. */
export function gatherSamples(
  dataset: PackedDataset,
  indices: Int32Array
): { readonly images: Uint8Array; readonly labels: Int32Array } {
  const { height, width, channels } = dataset.about
  const size = height * width * channels
  const images = new Uint8Array(indices.length * size)
  const labels = new Int32Array(indices.length)
  indices.forEach((index, place) => {
    images.set(dataset.images.subarray(index * size, (index + 1) * size), place * size)
    labels[place] = dataset.labels[index] ?? 0
  })
  return { images, labels }
}

function matchingIndices(labels: Int32Array, split: SplitIndices, query: SampleQuery): Int32Array {
  if (query.indices !== undefined) return Int32Array.from(query.indices).filter(index => index < labels.length)
  const part = query.split === undefined ? everyIndex(labels.length) : split[query.split]
  return query.classIndex === undefined ? part : part.filter(index => labels[index] === query.classIndex)
}

function everyIndex(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, index) => index)
}
