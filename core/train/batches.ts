import type { DatasetAbout, DatasetSize, PackedDataset } from '../data/dataset.ts'
import type { HostTensor, Session } from '../engine.ts'

/** Hands a training its batches, whichever way they reach the session. */
export interface Batches {
  /** The dataset that lies in the session; undefined where batches are fed. */
  readonly resident: DatasetAbout | undefined
  /** Puts a resident dataset into the session, once. */
  load(session: Session): Promise<void>
  feeds(indices: Int32Array): Readonly<Record<string, HostTensor>>
}

/** A dataset up to this size is copied into the session; a larger one stays in this thread's memory alone. */
const residentBytes = 1e9

export function imageBytes({ count, height, width, channels }: DatasetSize): number {
  return count * height * width * channels
}

/** Whether a dataset lies in the session, beside this thread's memory. */
export function isResident(size: DatasetSize, most = residentBytes): boolean {
  return imageBytes(size) <= most
}

export function createBatches({ about, images, labels }: PackedDataset, most?: number): Batches {
  const { count, height, width, channels } = about
  if (isResident(about, most)) {
    return {
      resident: about,
      async load(session) {
        await session.run('loadData', {
          'data/images': { dtype: 'uint8', shape: [count, height, width, channels], data: images },
          'data/labels': { dtype: 'int32', shape: [count], data: labels }
        })
      },
      feeds: indices => ({ indices: { dtype: 'int32', shape: [indices.length], data: indices } })
    }
  }
  return {
    resident: undefined,
    load: () => Promise.resolve(),
    feeds: indices => gatherBatch({ about, images, labels }, indices)
  }
}

/** The images and labels at these positions, as a program with feeds of its own takes them. */
export function gatherBatch(
  { about: { height, width, channels }, images, labels }: PackedDataset,
  indices: Int32Array
): { readonly image: HostTensor; readonly label: HostTensor } {
  const size = height * width * channels
  const bytes = new Uint8Array(indices.length * size)
  indices.forEach((position, at) => bytes.set(images.subarray(position * size, (position + 1) * size), at * size))
  return {
    image: { dtype: 'uint8', shape: [indices.length, height, width, channels], data: bytes },
    label: {
      dtype: 'int32',
      shape: [indices.length],
      data: Int32Array.from(indices, position => labels[position] ?? 0)
    }
  }
}
