/** The items from a place on, and how many there are in all. */
interface Part<Item> {
  readonly total: number
  readonly items: readonly Item[]
}

interface Options<Item> {
  /** Undefined where reading failed. */
  load(offset: number, count: number): Promise<Part<Item> | undefined>
  /** Where it is known beforehand. */
  readonly total?: number
  /** How many are read at once. */
  readonly chunkSize?: number
}

/** A few screens' worth; further ones are read again when they are scrolled to. */
export const mostChunks = 40
/** How many are read at once, where they take little memory. */
export const usualChunkSize = 96

/** Items in some order, read from the machine as they come into view. */
export class ListSource<Item> {
  readonly #load: Options<Item>['load']
  readonly #chunkSize: number
  readonly #asked = new Set<number>()
  #chunks = $state.raw<ReadonlyMap<number, readonly Item[]>>(new Map())
  /** Undefined until the first answer. */
  total = $state<number>()

  constructor({ load, total, chunkSize = usualChunkSize }: Options<Item>) {
    this.#load = load
    this.#chunkSize = chunkSize
    this.total = total
  }

  /** The item at a place of the order; undefined until it is read. */
  at(position: number): Item | undefined {
    return this.#chunks.get(Math.floor(position / this.#chunkSize))?.[position % this.#chunkSize]
  }

  /** Reads what is missing between two places, the last excluded. */
  need(first: number, last: number): void {
    const end = Math.min(last, this.total ?? this.#chunkSize)
    for (let chunk = Math.floor(first / this.#chunkSize); chunk * this.#chunkSize < end; chunk += 1) {
      if (!this.#chunks.has(chunk) && !this.#asked.has(chunk)) void this.#read(chunk)
    }
  }

  async #read(chunk: number): Promise<void> {
    this.#asked.add(chunk)
    const part = await this.#load(chunk * this.#chunkSize, this.#chunkSize)
    this.#asked.delete(chunk)
    if (part === undefined) return
    const known = [...this.#chunks, [chunk, part.items] as const]
    this.#chunks = new Map(known.slice(-mostChunks))
    this.total = part.total
  }
}
