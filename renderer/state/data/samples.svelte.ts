import { type FieldRows, rowAt } from '../../../core/data/dataset.ts'
import { fieldOf, type FieldFacts, roleOf } from '../../../core/data/fields/catalogue.ts'
import type { Column } from '../../../core/data/fields/define-field.ts'
import type { Image } from '../../../core/data/place-image.ts'
import type { Samples } from '../../../core/data/select-samples.ts'

/** One field of a sample. */
export interface SampleField {
  readonly facts: FieldFacts
  readonly row: Column
  /** In words; undefined for what is only to be seen. */
  readonly text: string | undefined
}

/** A row of a dataset, and where it stands in it. */
export interface Sample {
  /** Undefined where the dataset has no images. */
  readonly image: Image | undefined
  readonly fields: readonly SampleField[]
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

export function samplesOf({ fields, batch, indices }: Samples): readonly Sample[] {
  const image = fieldOf(fields, 'image')
  return [...indices].map((index, place) => ({
    index,
    image: image && imageOf(image, batch[image.name], place),
    fields: fields.flatMap(facts => {
      const rows = batch[facts.name]
      if (rows === undefined) return []
      const row = rowAt(rows, place)
      return [{ facts, row, text: roleOf(facts).text?.(facts, row) }]
    })
  }))
}

function imageOf(
  { height, width, channels }: Omit<Image, 'bytes'>,
  rows: FieldRows | undefined,
  place: number
): Image | undefined {
  const bytes = rows && rowAt(rows, place)
  return bytes instanceof Uint8Array ? { height, width, channels, bytes } : undefined
}
