import { basename } from 'node:path'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { notUnpacked } from '../../../../core/data/dataset-problems.ts'
import { codeOf } from '../../atomic-write.ts'
import { openRegular } from '../../regular-file.ts'
import { SourceFault } from './define-source.ts'

const chunkBytes = 1024 * 1024

/** A file that is read once, from its beginning on and piece by piece, and unpacked on the way if it is gzip. */
export class UnpackedFile {
  readonly #path: string
  readonly #stream: Readable
  readonly #chunks: AsyncIterator<Uint8Array>
  #left: Uint8Array = new Uint8Array()

  private constructor(path: string, stream: Readable) {
    this.#path = path
    this.#stream = stream
    this.#chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
  }

  /** Whoever opens it closes it. */
  static async open(path: string): Promise<UnpackedFile> {
    const isPacked = await isGzip(path)
    const opened = await openRegular(path, { followsLinks: true })
    const file = opened.createReadStream({ highWaterMark: chunkBytes })
    // What goes wrong comes out where the last stream is read.
    const stream = isPacked ? pipeline(file, createGunzip({ chunkSize: chunkBytes }), () => undefined) : file
    return new UnpackedFile(path, stream)
  }

  /** The next so many bytes; fewer at the end. Throws SourceFault where they cannot be unpacked. */
  async take(count: number): Promise<Uint8Array> {
    const taken = new Uint8Array(count)
    let filled = 0
    while (filled < count) {
      if (this.#left.length === 0) {
        const chunk = await this.#next()
        if (chunk === undefined) break
        this.#left = chunk
      }
      const part = this.#left.subarray(0, count - filled)
      taken.set(part, filled)
      filled += part.length
      this.#left = this.#left.subarray(part.length)
    }
    return filled === count ? taken : taken.subarray(0, filled)
  }

  close(): void {
    this.#stream.destroy()
  }

  async #next(): Promise<Uint8Array | undefined> {
    try {
      const { value, done } = await this.#chunks.next()
      return done === true ? undefined : value
    } catch (error) {
      if (codeOf(error)?.startsWith('Z_') !== true) throw error
      const reason = error instanceof Error ? error.message : String(error)
      throw new SourceFault(notUnpacked({ path: basename(this.#path) }, { reason }), error)
    }
  }
}

/** By its first two bytes, whatever it is called. */
export async function isGzip(path: string): Promise<boolean> {
  const file = await openRegular(path, { followsLinks: true })
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}
