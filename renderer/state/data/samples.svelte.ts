import type { Image } from '../../../core/data/place-image.ts'
import type { Samples } from '../../../core/data/select-samples.ts'

/** An image of a dataset with its label, and where it stands in the dataset. */
export interface Sample {
  readonly image: Image
  readonly label: number
  readonly index: number
}

/** Samples in some order, read from the machine as they come into view. */
export interface SampleSource {
  /** Undefined until the first answer. */
  readonly total: number | undefined
  /** The sample at a place of the order; undefined until it is read. */
  at(place: number): Sample | undefined
  /** Reads what is missing between two places, the last excluded. */
  need(first: number, last: number): void
}

const chunkSize = 96
/** A few screens' worth; further ones are read again when they are scrolled to. */
const mostChunks = 40

/** `load` answers with the samples from a place on, and how many there are in all. Undefined where it failed. */
export function createSampleSource(
  load: (offset: number, count: number) => Promise<Samples | undefined>,
  knownTotal?: number
): SampleSource {
  const chunks = new Map<number, readonly Sample[]>()
  const asked = new Set<number>()
  let total = $state<number | undefined>(knownTotal)
  let version = $state(0)

  async function read(chunk: number): Promise<void> {
    asked.add(chunk)
    const samples = await load(chunk * chunkSize, chunkSize)
    asked.delete(chunk)
    if (samples === undefined) return
    chunks.set(chunk, samplesOf(samples))
    const oldest = chunks.keys().next().value
    if (chunks.size > mostChunks && oldest !== undefined) chunks.delete(oldest)
    total = knownTotal ?? samples.total
    version += 1
  }

  return {
    get total() {
      return total
    },
    at(place) {
      void version
      return chunks.get(Math.floor(place / chunkSize))?.[place % chunkSize]
    },
    need(first, last) {
      const end = Math.min(last, total ?? chunkSize)
      for (let chunk = Math.floor(first / chunkSize); chunk * chunkSize < end; chunk += 1) {
        if (!chunks.has(chunk) && !asked.has(chunk)) void read(chunk)
      }
    }
  }
}

function samplesOf({ height, width, channels, images, labels, indices }: Samples): readonly Sample[] {
  const size = height * width * channels
  return [...labels].map((label, place) => ({
    image: { height, width, channels, bytes: images.subarray(place * size, (place + 1) * size) },
    label,
    index: indices[place] ?? 0
  }))
}
