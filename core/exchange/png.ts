import { zlibSync } from 'fflate'
import { checksumOf } from './zip.ts'

/** Bytes of red, green and blue, row-major. */
export interface ColorImage {
  readonly height: number
  readonly width: number
  readonly rgb: Uint8Array
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** An image whose bytes are places among its colors. */
export interface IndexedImage {
  readonly height: number
  readonly width: number
  readonly indices: Uint8Array
  /** Red, green and blue of each color; at most 256. */
  readonly colors: readonly (readonly [number, number, number])[]
}

/** An image of 8 bits a channel: PNG specification (third edition), sections 5 and 11. */
export function writePng({ height, width, rgb }: ColorImage): Uint8Array {
  return pngOf({ height, width, rows: rgb, colorType: 2 })
}

/** An image with a palette: its bytes are read back as they are by whoever does not ask for colors. */
export function writeIndexedPng({ height, width, indices, colors }: IndexedImage): Uint8Array {
  return pngOf({ height, width, rows: indices, colorType: 3 }, [chunk('PLTE', Uint8Array.from(colors.flat()))])
}

interface Rows {
  readonly height: number
  readonly width: number
  readonly rows: Uint8Array
  /** 2 for true color, 3 for a palette. */
  readonly colorType: 2 | 3
}

function pngOf({ height, width, rows, colorType }: Rows, before: readonly Uint8Array[] = []): Uint8Array {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  // 8 bits a sample; compression, filter and interlace methods have one ordinary value, 0.
  header.set([8, colorType], 8)
  const stride = rows.length / height
  const filtered = new Uint8Array(height * (stride + 1))
  // Each row is led by its filter, 0 for none.
  for (let row = 0; row < height; row += 1)
    filtered.set(rows.subarray(row * stride, (row + 1) * stride), row * (stride + 1) + 1)
  return joined([
    Uint8Array.from(signature),
    chunk('IHDR', header),
    ...before,
    chunk('IDAT', zlibSync(filtered)),
    chunk('IEND', new Uint8Array())
  ])
}

/** Length, type, data, and the checksum of type and data. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = joined([Uint8Array.from(type, letter => letter.charCodeAt(0)), data])
  return joined([bigEndian(data.length), body, bigEndian(checksumOf(body))])
}

function bigEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}
