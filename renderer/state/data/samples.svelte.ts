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

const chunkSize = 96
/** A few screens' worth; further ones are read again when they are scrolled to. */
const mostChunks = 40

/** `count` samples from a place on, and how many there are in all. Undefined where reading failed. */
type LoadSamples = (offset: number, count: number) => Promise<Samples | undefined>

/** Samples in some order, read from the machine as they come into view. */
export class SampleSource {
  readonly #load: LoadSamples
  readonly #knownTotal: number | undefined
  readonly #asked = new Set<number>()
  #chunks = $state.raw<ReadonlyMap<number, readonly Sample[]>>(new Map())
  /** Undefined until the first answer. */
  total = $state<number>()

  constructor(load: LoadSamples, knownTotal?: number) {
    this.#load = load
    this.#knownTotal = knownTotal
    this.total = knownTotal
  }

  /** The sample at a place of the order; undefined until it is read. */
  at(place: number): Sample | undefined {
    return this.#chunks.get(Math.floor(place / chunkSize))?.[place % chunkSize]
  }

  /** Reads what is missing between two places, the last excluded. */
  need(first: number, last: number): void {
    const end = Math.min(last, this.total ?? chunkSize)
    for (let chunk = Math.floor(first / chunkSize); chunk * chunkSize < end; chunk += 1) {
      if (!this.#chunks.has(chunk) && !this.#asked.has(chunk)) void this.#read(chunk)
    }
  }

  async #read(chunk: number): Promise<void> {
    this.#asked.add(chunk)
    const samples = await this.#load(chunk * chunkSize, chunkSize)
    this.#asked.delete(chunk)
    if (samples === undefined) return
    const known = [...this.#chunks, [chunk, samplesOf(samples)] as const]
    this.#chunks = new Map(known.slice(-mostChunks))
    this.total = this.#knownTotal ?? samples.total
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
